import type { Desk } from '../../renderer/commands/desk'
import type { Entry } from '../../shared/domain/entry/entry'
import { putItem } from '../../shared/domain/sorting/putItem'
import { pieces } from '../../shared/kernel/quantity'
import { householdIdOf, orderedBy, productIdOf, type RoundSize, roundIdOf } from './benchRounds'

/** The round that is packed while something is measured: 3,600 pieces. */
export const openSize: RoundSize = { households: 600, products: 60, lines: 6 }
export const openRoundNo = 100_000

/** Packs the open round, piece by piece. */
export class Packing {
  /** @param scanned pieces that are packed already, by whomever */
  constructor(
    private readonly desk: Desk,
    private scanned = 0,
  ) {}

  /** One scan, until it is on the disk; ms. */
  async scan(): Promise<{ tookMs: number; entry: Entry }> {
    const household = Math.floor(this.scanned / openSize.lines)
    const product = orderedBy(household, openSize)[this.scanned % openSize.lines]
    if (product === undefined || household >= openSize.households) throw new Error('everything is packed')
    this.scanned += 1
    const args = {
      productId: productIdOf(openRoundNo, product),
      householdId: householdIdOf(household),
      pieces: pieces(1),
      grams: null,
      lotId: null,
      how: 'sow' as const,
    }
    const startedMs = performance.now()
    const answer = await this.desk.run(roundIdOf(openRoundNo), putItem, args)
    const tookMs = performance.now() - startedMs
    const [entry] = answer.ok ? answer.entries : []
    if (!entry) throw new Error(`refused: ${JSON.stringify(answer)}`)
    return { tookMs, entry }
  }
}
