import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Asking, CentreClient } from '../../../renderer/sync/centreClient'
import { sharedWithTwin } from '../../../renderer/sync/twin'
import type { MeAnswer } from '../../../shared/contract/sync'

/** Both wrote the same up to `shared`, and then each its own; the centre has some of what the twin wrote. */
const anyParting = fc.record({
  shared: fc.nat(20),
  own: fc.nat(20),
  there: fc.uniqueArray(fc.integer({ min: 1, max: 45 }), { minLength: 1 }),
})

test('up to where two desks are one is found among whatever the centre has, and never put too far', async () => {
  await fc.assert(
    fc.asyncProperty(anyParting, async ({ shared, own, there }) => {
      const hashOf = (name: string) => (seq: number) => (seq <= shared ? `both ${seq}` : `${name} ${seq}`)
      const [mine, theirs] = [hashOf('mine'), hashOf('theirs')]
      const lastUpTo = (upTo: number): MeAnswer['last'] => {
        const seq = Math.max(...there.filter((one) => one <= upTo))
        return there.includes(seq) ? { seq, hash: theirs(seq), prevHash: theirs(seq - 1) } : null
      }
      const client: Pick<CentreClient, 'ask'> = {
        ask: async ({ query }: Asking) => ({
          ok: true,
          value: { last: lastUpTo(Number(query?.['upTo'])) } as never,
        }),
      }
      const head = shared + own
      const found = await sharedWithTwin(client as CentreClient, { last: lastUpTo(45) } as MeAnswer, {
        deviceId: 'd',
        head,
        hashAt: async (seq) => (seq > 0 && seq <= head ? mine(seq) : undefined),
      })

      const strange = Math.min(...there.filter((seq) => seq > shared))
      const known = Math.max(0, ...there.filter((seq) => seq <= shared))
      if (strange === Number.POSITIVE_INFINITY) expect(found).toBeUndefined()
      else expect(found).toBe(strange === shared + 1 ? shared : known)
    }),
    { seed: 20_261_126, numRuns: 500 },
  )
})
