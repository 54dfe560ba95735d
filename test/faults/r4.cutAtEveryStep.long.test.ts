import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeSnapshot } from '../../server/feed/makeSnapshot'
import type { IdentitiesAnswer } from '../../shared/contract/people'
import type { BlobAnswer } from '../../shared/contract/photos'
import { paths, protocolHeader, protocolVersion, segmentLength } from '../../shared/contract/sync'
import { write } from '../builders/aLiveDesk'
import { aBag, handedOver, put, shelved, someGoods } from '../builders/aRound'
import { type ADeskOfTheCentre, aCode, anEnrolledDesk, aPoint, fresh } from '../server/aCentre'
import { ADeskOnTheNet, cameTrue } from './aDeskOnTheNet'
import { aPerson } from './aPerson'
import { type AServedCentre, aServedCentre } from './aServedCentre'
import { cuts, cutting, gridOf, type Step, steps, timesCut } from './cutting'
import { FaultProxy } from './faultProxy'
import { judgeSite } from './judgeSite'
import { reportFault } from './reportFault'

const grid = gridOf(Object.keys(steps) as Step[])
const patienceMs = 30_000

interface Cell {
  readonly name: string
  readonly met: number
  readonly lost: number
  readonly duplicated: number
  readonly converged: boolean
}

let at: AServedCentre
let proxy: FaultProxy
let siteKey: string
let witness: ADeskOfTheCentre
let colleague: ADeskOnTheNet
const cells: Cell[] = []

beforeAll(async () => {
  at = await aServedCentre()
  proxy = await FaultProxy.open(at.address)
  siteKey = await aPoint(at)
  witness = await anEnrolledDesk(at, { siteKey })
  await witness.push(witness.writeMany(segmentLength - 100))
  await witness.push(witness.writeMany(120))
  await makeSnapshot(at.centre.books, witness.siteId, async () => {})
  colleague = await (await new ADeskOnTheNet(at.address).enrol(await aCode(at, siteKey))).open()
}, 120_000)
afterAll(async () => {
  await colleague.close()
  await proxy.close()
  await at.close()
  const sum = (of: (cell: Cell) => number) => cells.reduce((n, cell) => n + of(cell), 0)
  const bad = cells.filter(
    ({ met, lost, duplicated, converged }) => met < timesCut || lost + duplicated > 0 || !converged,
  )
  reportFault({
    id: 'R4',
    runs: cells.length,
    lost: sum(({ lost }) => lost),
    duplicated: sum(({ duplicated }) => duplicated),
    converged: cells.every(({ converged }) => converged),
    passed: bad.length === 0 && cells.length === grid.length,
    note: `${Object.keys(steps).length} steps × ${Object.keys(cuts).length} cuts, each ${timesCut} times; ${bad.map(({ name }) => name).join(', ') || 'none'} failed`,
  })
})

describe('the line is cut at one step, twice', { timeout: 120_000 }, () => {
  test.each(grid)('%s, %s', async (step, how) => {
    let met = 0
    proxy.way = cutting(step, how, () => {
      if (met >= timesCut) return false
      met += 1
      return true
    })
    const cell = { name: `${step} ${how}`, ...(await aDayOf(step, () => met >= timesCut)), met }
    cells.push(cell)
    expect(cell).toMatchObject({ lost: 0, duplicated: 0, converged: true })
    expect(met).toBe(timesCut)
  })
})

/** A new desk joins, works, and so does its colleague, until both and the centre are of one mind. */
async function aDayOf(step: Step, isMet: () => boolean): Promise<Omit<Cell, 'name' | 'met'>> {
  const desk = await new ADeskOnTheNet(proxy.address).enrol(await aCode(at, siteKey))
  await desk.open()
  try {
    // One that writes at once takes no snapshot.
    await cameTrue(() => desk.isInStep(segmentLength), patienceMs)
    const name = fresh('bag')
    const terms = aBag(name, name)
    await desk.does((on) =>
      write(on, put(terms, someGoods('rice', 1)), { kind: 'BagClosed', v: 1, bag: terms }),
    )
    await desk.does((on) => write(on, shelved(name)))
    await colleague.does((on) => write(on, handedOver(name, fresh('visit'))))
    for (const one of [desk, colleague]) await one.desk.keepPeople([aPerson(`${name}-${one.deviceId}`)])
    if (step === 'photo') await sendPhoto(desk, name)
    if (step === 'devices') await beginNewHistory(desk)
    const judged = await judgeSite([desk, colleague], witness, patienceMs, isMet)
    return { ...judged, converged: judged.converged && (await isThereOnce(name)) }
  } finally {
    await desk.close()
  }
}

/** Both people of that day, each as entered. */
async function isThereOnce(name: string): Promise<boolean> {
  const all = await peopleThere()
  const mine = all.filter((one) => one.identity.householdId.startsWith(`h-${name}-`))
  return mine.length === 2 && mine.every(({ identity }) => identity.version === 1)
}

async function peopleThere(): Promise<IdentitiesAnswer['identities']> {
  const all: IdentitiesAnswer['identities'] = []
  for (;;) {
    const page: IdentitiesAnswer = await witness.json(
      `${paths.identities(witness.siteId)}?after=${all.at(-1)?.change ?? 0}`,
    )
    all.push(...page.identities)
    if (page.identities.length < 200) return all
  }
}

/** By hand, again until the centre has it: one photo, however often it was sent. */
async function sendPhoto(desk: ADeskOnTheNet, text: string): Promise<void> {
  const path = paths.blob(
    desk.enrolment?.feeds[0]?.siteId ?? '',
    createHash('sha256').update(text).digest('hex'),
  )
  const headers = {
    [protocolHeader]: String(protocolVersion),
    authorization: `Bearer ${desk.enrolment?.token}`,
  }
  await cameTrue(async () => {
    try {
      const part = `${path}?from=0&of=${text.length}`
      const answer = await fetch(`${proxy.address}${part}`, { method: 'PUT', headers, body: text })
      return ((await answer.json()) as BlobAnswer).whole
    } catch {
      return false
    }
  }, patienceMs)
  expect(await (await fetch(`${at.address}${path}`, { headers })).text()).toBe(text)
}

/** As after the database was set back, though nothing of it is missing. */
async function beginNewHistory({ link }: ADeskOnTheNet): Promise<void> {
  const { sql } = at.centre
  await sql.query('update feeds set bring_back_until_ms = $1', [at.clock.nowMs + 3_600_000])
  await sql.query('update centre set past = past || epoch, epoch = $1', [fresh('epoch')])
  link.wake()
}
