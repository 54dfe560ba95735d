import { describe, expect, test } from 'vitest'
import { howMany } from './howMany'
import { reportFault } from './reportFault'
import { onSqlEvery } from './runWorld'
import { type Simulated, simulate } from './simulate'
import { centreInMemory } from './simulatedCentre'
import { runWorlds } from './worldsOnThreads'

const from = Number(process.env['SEED'] ?? 1)
const seeds = Number(process.env['SEEDS'] ?? howMany(5000, 200))

const say = (line: string) => process.stdout.write(`${line}\n`)
const wrong = ({ lost, twice, strange, breaches, converged }: Simulated) =>
  lost.length + twice.length + strange.length + breaches.length > 0 || !converged

describe('the whole site in a world where everything goes wrong', { timeout: 7_200_000 }, () => {
  test(`${seeds} worlds end alike on every desk and at the centre, nothing lost, nothing twice`, async () => {
    const bad: Simulated[] = []
    const seen = { entries: 0, handovers: 0, readings: 0 }
    await runWorlds(
      Array.from({ length: seeds }, (_, i) => from + i),
      (world) => {
        seen.entries += world.entries
        seen.handovers += world.confirmedHandovers
        seen.readings += world.readings
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
      note: `seeds ${from} to ${from + seeds - 1}, one in ${onSqlEvery} on SQL; ${seen.handovers} handovers confirmed, ${seen.readings} readings; ${failed.join(', ') || 'none'} failed`,
    })
    expect(bad).toEqual([])
    expect(seen.handovers).toBeGreaterThan(0)
  })

  test('the same seed is the same world', async () => {
    const [once, again] = [await simulate(7, centreInMemory), await simulate(7, centreInMemory)]
    expect(again).toEqual(once)
  })
})
