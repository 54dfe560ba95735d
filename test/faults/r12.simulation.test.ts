import { afterAll, describe, expect, test } from 'vitest'
import { keepErasures } from '../../renderer/sync/peopleBook'
import { ADisk } from '../builders/aLiveDesk'
import { howMany } from './howMany'
import { householdAt, PeopleSeen } from './peopleSeen'
import { reportFault } from './reportFault'
import { closeWorlds, isOnSql, onSqlEvery, runOnSql } from './runWorld'
import { simulate } from './simulate'
import { centreInMemory } from './simulatedCentre'
import type { Simulated } from './simulatedWorld'
import { runWorlds } from './worldsOnThreads'

const from = Number(process.env['SEED'] ?? 1)
const seeds = Number(process.env['SEEDS'] ?? howMany(5000, 200))

const say = (line: string) => process.stdout.write(`${line}\n`)
const wrong = ({ lost, twice, strange, breaches, people, converged }: Simulated) =>
  [lost, twice, strange, breaches, people].some(({ length }) => length > 0) || !converged

afterAll(closeWorlds)

describe('the whole site in a world where everything goes wrong', { timeout: 7_200_000 }, () => {
  test(`${seeds} worlds end alike on every desk and at the centre, nothing lost, nothing twice`, async () => {
    const bad: Simulated[] = []
    const seen = { worlds: 0, entries: 0, handovers: 0, readings: 0, copied: 0, parted: 0 }
    const onSql = { deaths: 0, restores: 0 }
    await runWorlds(
      Array.from({ length: seeds }, (_, i) => from + i),
      (world) => {
        seen.worlds += 1
        if (seen.worlds % 500 === 0) say(`${seen.worlds} of ${seeds} worlds`)
        seen.entries += world.entries
        seen.handovers += world.confirmedHandovers
        seen.readings += world.readings
        seen.copied += world.copied
        seen.parted += world.parted
        if (isOnSql(world.seed)) {
          onSql.deaths += world.deaths
          onSql.restores += world.restores
        }
        if (!wrong(world)) return
        bad.push(world)
        say(`SEED=${world.seed} SEEDS=1 replays it: ${JSON.stringify(world)}`)
      },
    )
    say(`${seeds} worlds from seed ${from}, ${seen.entries} entries`)
    const count = (of: (world: Simulated) => number) => bad.reduce((sum, world) => sum + of(world), 0)
    const failed = bad.map(({ seed }) => seed).sort((a, b) => a - b)
    reportFault({
      id: 'R12',
      runs: seeds,
      lost: count(({ lost }) => lost.length),
      duplicated: count(({ twice }) => twice.length),
      converged: bad.every(({ converged }) => converged),
      passed: bad.length === 0,
      note: `seeds ${from} to ${from + seeds - 1}, one in ${onSqlEvery} on SQL, which died ${onSql.deaths} times and was put back ${onSql.restores} times; ${seen.handovers} handovers confirmed, ${seen.readings} readings; ${seen.copied} disks copied or set back, ${seen.parted} desks parted; ${failed.join(', ') || 'none'} failed`,
    })
    expect(bad).toEqual([])
    expect(seen.handovers).toBeGreaterThan(0)
    if (seeds > 40) expect(seen.parted).toBeGreaterThan(0)
    if (seeds > 100) expect(Math.min(onSql.deaths, onSql.restores)).toBeGreaterThan(0)
  })

  // Two PCs of a warehouse mixed in one chain; a copy that parted before its history had come; a person edited on a disk
  // that was set back behind an edit the centre had been asked to take.
  test.each([10_251, 10_691, 3_071])('a world that once ended badly ends well: %d', async (seed) => {
    const world = await simulate(seed, centreInMemory)
    expect([wrong(world), world.parted > 0]).toEqual([false, true])
  })

  test.each([7, 36])('the same seed is the same world: %d', async (seed) => {
    const [once, again] = [await simulate(seed, centreInMemory), await simulate(seed, centreInMemory)]
    expect(again).toEqual(once)
  })

  test('on SQL, too: a warehouse whose centre dies and is put back', async () => {
    // Which of them it happens in changes with every change of what desks say to a centre.
    for (const seed of [7, 15, 23, 31, 35, 43]) {
      const once = await runOnSql(seed)
      if (once.deaths === 0 || once.restores === 0) continue
      expect(await runOnSql(seed)).toEqual(once)
      return
    }
    expect.fail('none of them died and was put back')
  })
})

describe('what became of people is judged by what was called saved', () => {
  const zhang = householdAt('site', 'zhang')
  const erased = (version: number) => ({ erased: true as const, householdId: zhang, version })
  const known = (note: string, version: number, afterErasure?: number) => ({
    ...{ householdId: zhang, name: note, phone: null, address: null, note, version },
    ...{ erased: false as const, ...(afterErasure === undefined ? {} : { afterErasure }) },
  })
  const end = { desks: [], shown: [], disks: [] }

  test('words that are gone and not shown are lost; what was erased may lie nowhere and not come back', async () => {
    const [desk, people] = [await new ADisk().start(), new PeopleSeen()]
    await people.edit(desk, zhang)
    await people.edit(desk, zhang)
    expect(people.judge({ ...end, centre: [known('word-2.', 2)] })).toEqual([])
    const lost = people.judge({ ...end, centre: [known('word-1.', 1)] })
    expect(lost).toEqual(['word-2. is lost'])
    expect(people.judge({ ...end, centre: [known('word-1.', 1)], shown: [known('word-2.', 2)] })).toEqual([])
    const apart = { name: 'a desk', siteId: 'site', known: [known('word-1.', 1)] }
    expect(people.judge({ ...end, centre: [known('word-2.', 2)], desks: [apart] })).toEqual([
      `${zhang} is word-1. at a desk, word-2. at the centre`,
    ])
    expect(people.judge({ ...end, centre: [erased(3)], disks: ['a disk with word-1.'] })).toEqual([
      'word-1. was erased and lies on 1 disks',
    ])
  })

  test('who was erased at a desk and is there without the centre having heard of it has come back', async () => {
    const [desk, people] = [await new ADisk().start(), new PeopleSeen()]
    await people.edit(desk, zhang)
    await keepErasures(desk.point.local, { versions: { [zhang]: 1 }, unfinished: [] })
    await people.erase(desk, zhang)
    expect(people.judge({ ...end, centre: [erased(1)] })).toEqual([])
    expect(people.judge({ ...end, centre: [known('word-1.', 1)] })).toEqual([
      `${zhang} was erased and came back`,
    ])
  })
})
