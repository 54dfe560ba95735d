import { expect, test } from 'vitest'
import { runCommand } from '../../server/command/runCommand'
import { seededBytes } from './aCentre'
import { anEmbeddedCentre } from './anEmbeddedCentre'

const at = anEmbeddedCentre()

test('a slip in the name of the organisation makes no new one: the nearest are named', async () => {
  const { centre, clock } = at()
  const { sql, tell, deviceChanged } = centre
  const owner = {
    sql,
    tell,
    deviceChanged,
    randomBytes: seededBytes(9),
    folder: '.',
    nowMs: () => clock.nowMs,
  }
  const run = (...words: readonly string[]) => runCommand(owner, words)
  await run('site', 'add', 'First')
  expect(await run('organisation', 'list')).toBe('Tuandian   1 sites')
  await run('organisation', 'add', 'Harbour Fruit')
  await run('organisation', 'add', '城南生鲜')
  await expect(run('organisation', 'add', 'Harbour Fruit')).rejects.toThrow('already')
  await expect(run('site', 'add', 'East', '--organisation', 'Harbor Fruit')).rejects.toThrow(
    'there is no organisation "Harbor Fruit". There is "Harbour Fruit", "Tuandian", "城南生鲜".',
  )
  await expect(run('site', 'add', 'East')).rejects.toThrow('several organisations')
  await run('site', 'add', 'East', '--organisation', 'Harbour Fruit')
  expect(await run('organisation', 'list')).toMatch(/^Harbour Fruit +1 sites$/m)
})
