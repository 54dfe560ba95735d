import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { OrderSource } from '../../domain/terms'
import { idOf, type OrderId, type ProductId, type RoundId, type SupplierId } from '../../kernel/ids'

/** The same order imported twice, or on two desks, is the same order: round + source + source number. */
export function orderIdOf(roundId: RoundId, source: OrderSource, sourceNo: string): OrderId {
  return idOf<OrderId>(`o-${shortHash(`${roundId}\u0000${source}\u0000${sourceNo}`)}`)
}

/** @param key the product's code, or `skuOf(name, spec)` where it has none */
export function productIdOf(roundId: RoundId, key: string): ProductId {
  return idOf<ProductId>(`p-${shortHash(`${roundId}\u0000${key}`)}`)
}

/** One supplier by its name, whatever round it delivers to. */
export function supplierIdOf(name: string): SupplierId {
  return idOf<SupplierId>(`s-${shortHash(name.trim())}`)
}

function shortHash(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 24)
}
