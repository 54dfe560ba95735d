import { allocate } from '../../shared/domain/allocation/allocate'
import type { Claim } from '../../shared/domain/allocation/claim'
import { type AllocationPolicy, allocationPolicies } from '../../shared/domain/terms'
import { readJielong } from '../../shared/intake/jielong/readJielong'
import { matchProducts } from '../../shared/intake/orders/matchProducts'
import { productsToTerms, proposeProducts } from '../../shared/intake/orders/productsToTerms'
import type { ProposedOrder } from '../../shared/intake/proposal'
import { readSheet } from '../../shared/intake/sheet/readSheet'
import type { BusinessDay } from '../../shared/kernel/businessDay'
import { idOf, type RoundId } from '../../shared/kernel/ids'
import { pieces } from '../../shared/kernel/quantity'
import { readBytes } from '../../shared/sheets/readBytes'

interface Took {
  readonly orders: number
  readonly ms: number
}

/** What the intake bench asks of its page. */
interface IntakeBench {
  previewSheet(base64: string): Took
  previewPaste(text: string): Took
  /** ms of one allocation of `households` × `products`, by policy. */
  allocateAll(households: number, products: number): Readonly<Record<AllocationPolicy, number>>
}

declare global {
  interface Window {
    intakeBench: IntakeBench
  }
}

const roundId = idOf<RoundId>('round-1')

function matched(orders: readonly ProposedOrder[]): number {
  const { products } = productsToTerms(roundId, proposeProducts(orders))
  return matchProducts(orders, products).matched.length
}

function timed(work: () => number): Took {
  const from = performance.now()
  const orders = work()
  return { orders, ms: performance.now() - from }
}

window.intakeBench = {
  previewSheet(base64) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    return timed(() => {
      const reading = readBytes(bytes, 'orders.xlsx')
      const grid = reading.ok ? reading.grids[0] : undefined
      const sheet = grid && readSheet(grid)
      return sheet?.status === 'read' ? matched(sheet.preview.orders) : 0
    })
  },
  previewPaste: (text) =>
    timed(() => matched(readJielong(text, { today: '2026-06-08' as BusinessDay }).orders)),
  allocateAll(households, products) {
    const claims = Array.from(
      { length: households },
      (_, i): Claim => ({
        orderId: idOf(`order-${i}`),
        line: 0,
        householdId: idOf(`household-${i}`),
        participateNo: i + 1,
        placedAtMs: i * 1000,
        asked: pieces((i % 3) + 1),
        already: pieces(0),
        locked: null,
      }),
    )
    const available = pieces(Math.floor(claims.reduce((sum, { asked }) => sum + asked, 0) * 0.8))
    const times = allocationPolicies.map((policy) => {
      const from = performance.now()
      for (let n = 0; n < products; n++) allocate({ policy, available, claims })
      return [policy, performance.now() - from]
    })
    return Object.fromEntries(times)
  },
}
