import { expect, test } from 'vitest'
import { askUntilLetIn } from '../../../renderer/app/askUntilLetIn'
import type { JoinOutcome } from '../../../renderer/queries/useCentre'

const anHourMs = 3_600_000

/** Asks at a centre that answers by the time since the first question, for a day; no answer after that. */
async function asking(answer: (sinceMs: number) => JoinOutcome) {
  let sinceMs = 0
  let asked = 0
  const said: (string | null)[] = []
  const outcome = await askUntilLetIn({
    ask: async () => {
      asked += 1
      return answer(sinceMs)
    },
    isOver: () => sinceMs > 24 * anHourMs,
    said: (refusal) => said.push(refusal),
    wait: async (ms) => {
      sinceMs += ms
    },
    awayMs: 20_000,
  })
  return { outcome, asked, said, sinceMs }
}

test.each(['no-connection', 'busy', 'slow-down'] as const)(
  'a desk that is answered %s all night is let in once the centre has come round in the morning',
  async (answer) => {
    const { outcome, sinceMs } = await asking((ms) => (ms < 8 * anHourMs ? answer : 'joined'))
    expect(outcome).toBe('joined')
    expect(sinceMs).toBeLessThan(8 * anHourMs + 60_000)
  },
)

test.each(['wrong-code', 'refused'] as const)(
  'a desk that is answered %s asks for some minutes and then waits for a person',
  async (answer) => {
    const { outcome, asked, sinceMs, said } = await asking(() => answer)
    expect([outcome, asked]).toEqual([undefined, 40])
    expect(sinceMs).toBeLessThan(anHourMs)
    expect(new Set(said)).toEqual(new Set([answer]))
  },
)

test('a desk does not ask again what waiting does not change', async () => {
  expect(await asking(() => 'other-site')).toMatchObject({ outcome: 'other-site', asked: 1 })
})

test('that nobody answers is not said as a refusal, that the centre has no time is', async () => {
  const { said } = await asking((ms) => {
    if (ms === 0) return 'no-connection'
    return ms < 30_000 ? 'busy' : 'joined'
  })
  expect(said).toEqual([null, 'busy'])
})
