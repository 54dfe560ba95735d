import { expect, test } from 'vitest'
import { Picture } from '../../../shared/domain/picture'
import { factIdOf } from '../../../shared/kernel/ids'
import { fen } from '../../../shared/kernel/money'
import { ADesk, morningMs } from '../../builders/aDesk'
import * as a from '../../builders/aRound'
import { everythingOf } from '../samePicture'

// What a property once found, as small as it shrank. Each failed before its fix.

test('a float that was undone leaves no day behind, also on a desk that heard of the undoing first', () => {
  const desk = new ADesk('desk-a')
  const set = desk.writeIn(null, morningMs, {
    kind: 'FloatSet',
    v: 1,
    businessDay: a.day('2026-04-02'),
    fen: fen(1),
  })
  const undone = desk.writeIn(null, morningMs, {
    kind: 'FactVoided',
    v: 1,
    factIds: [factIdOf(set.id, 0)],
    reason: 'a mistake',
  })
  const [here, there] = [new Picture(), new Picture()]
  for (const entry of [set, undone]) here.apply(entry)
  for (const entry of [undone, set]) there.apply(entry)
  expect(here.site.members('days')).toEqual([])
  expect(everythingOf(there)).toBe(everythingOf(here))
})

test('two entries under one reading of a clock fall in the same order on every desk', () => {
  const desk = new ADesk('desk-a')
  const first = desk.write(morningMs, a.shelved('1', 'A-1-001'))
  const second = { ...desk.write(morningMs, a.shelved('1', 'A-1-002')), stamp: first.stamp }
  const [here, there] = [new Picture(), new Picture()]
  for (const entry of [first, second]) here.apply(entry)
  for (const entry of [second, first]) there.apply(entry)
  expect(everythingOf(there)).toBe(everythingOf(here))
})
