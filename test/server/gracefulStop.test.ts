import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildCentreOnce } from '../../build/scripts/setUp.mjs'
import { openEmbedded } from '../../server/db/embeddedSql'
import { everythingIn } from '../faults/everythingIn'
import type { ADeskOfTheCentre } from './aCentre'
import { ARunningCentre, enrolledBefore } from './aRunningCentre'
import { beginPush } from './beginPush'

const watchToken = 'watch-token-of-the-test'
/** Whoever stops a program gives it ten seconds: one that has nothing more to do takes no part of its patience. */
const promptMs = 5_000
let folder: string
let centre: ARunningCentre | undefined
beforeAll(() => buildCentreOnce(), 120_000)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuandian-stop-'))
})
afterEach(async () => {
  await centre?.end('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

test('a centre that is told to stop takes nobody new, lets a push that is half here come to its end, and has kept it', async () => {
  const sql = await openEmbedded({ folder, onHung: () => {} })
  const [desk] = (await enrolledBefore(sql, 1, 1)) as [ADeskOfTheCentre]
  await sql.close()
  centre = await ARunningCentre.start({
    TUANDIAN_CENTRE_FOLDER: folder,
    DATABASE_URL: '',
    WATCH_TOKEN: watchToken,
  })
  const { address, calls } = centre
  desk.moveTo(calls)
  const entry = desk.write()
  const body = JSON.stringify({ last: null, entries: [entry] })
  const push = await beginPush(address, desk, body.length, body.slice(0, 10))
  const sending = async () => {
    const metrics = await calls('/metrics', { headers: { authorization: `Bearer ${watchToken}` } })
    return /tuandian_pushes_sending (\d+)/.exec(await metrics.text())?.[1]
  }
  await expect.poll(sending, { interval: 10 }).toBe('1')

  const ended = centre.end('SIGTERM')
  const isTakenUp = () =>
    calls('/healthz').then(
      () => true,
      () => false,
    )
  await expect.poll(isTakenUp, { interval: 10, timeout: promptMs }).toBe(false)
  push.socket.write(body.slice(10))
  expect(await push.answered).toMatch(/^HTTP\/1\.1 200/)
  const answeredMs = performance.now()
  expect(await ended).toBe(0)
  expect(performance.now() - answeredMs).toBeLessThan(promptMs)

  await centre.start()
  expect((await everythingIn(desk)).map(({ id }) => id)).toEqual([entry.id])
  expect(await centre.end('SIGTERM')).toBe(0)
})
