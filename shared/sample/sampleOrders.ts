import type { Identity } from '../domain/identity'
import type { Fulfilment, OrderLine, OrderTerms, ProductTerms } from '../domain/terms'
import { type HouseholdId, idOf, type RoundId } from '../kernel/ids'
import { type Fen, fen, fenOfWeight } from '../kernel/money'
import { pieces } from '../kernel/quantity'
import type { Chance } from './chance'
import { sampleGifts } from './sampleGoods'

/** Orders come in over this long after the round was opened. */
export const orderingMs = 20 * 3_600_000

export interface SampleListing {
  readonly roundId: RoundId
  readonly openedAtMs: number
  readonly products: readonly ProductTerms[]
}

/** One order per household; 跟团号 runs in order of time. */
export function sampleOrders(
  chance: Chance,
  people: readonly Identity[],
  listing: SampleListing,
): readonly OrderTerms[] {
  const times = people
    .map(() => listing.openedAtMs + chance.int(60, orderingMs / 1_000) * 1_000)
    .sort((a, b) => a - b)
  const gifts = giftsByHost(listing.products)
  const wares = listing.products.filter((product) => !product.gift)
  return people.map(({ householdId }, i) => {
    const lines = linesOf(chance, wares, gifts)
    const placedAtMs = times[i] ?? listing.openedAtMs
    return orderOf(listing.roundId, i + 1, { householdId, placedAtMs, lines, ...termsOf(chance, lines) })
  })
}

interface Placing {
  readonly householdId: HouseholdId
  readonly placedAtMs: number
  readonly lines: readonly OrderLine[]
  readonly paidFen: Fen
  readonly fulfilment: Fulfilment
}

export function orderOf(roundId: RoundId, participateNo: number, placing: Placing): OrderTerms {
  const sourceNo = String(participateNo)
  return {
    orderId: idOf(`${roundId}/sample/${sourceNo}`),
    roundId,
    source: 'sample',
    sourceNo,
    participateNo,
    ...placing,
    cancelled: false,
  }
}

/** Most have paid; some pay at the counter, a few paid a part and owe the rest. */
function termsOf(chance: Chance, lines: readonly OrderLine[]): Pick<Placing, 'paidFen' | 'fulfilment'> {
  const total = lines.reduce((sum, line) => sum + line.amountFen, 0)
  const paying = chance.next()
  const paidFen = fen(paying < 0.86 ? total : paying < 0.95 ? 0 : Math.floor(total / 200) * 100)
  const going = chance.next()
  return { paidFen, fulfilment: going < 0.92 ? 'pickup' : going < 0.97 ? 'door' : 'neighbour' }
}

function linesOf(
  chance: Chance,
  wares: readonly ProductTerms[],
  gifts: ReadonlyMap<string, ProductTerms>,
): readonly OrderLine[] {
  const chosen = new Set<ProductTerms>()
  const wanted = chance.int(2, 6)
  while (chosen.size < wanted) chosen.add(popular(chance, wares))
  const lines = [...chosen].map((product) => lineOf(product, piecesOf(chance, product)))
  const given = lines.flatMap((host, giftOf) => {
    const gift = gifts.get(host.productId)
    return gift ? [{ ...lineOf(gift, 1), giftOf }] : []
  })
  return [...lines, ...given]
}

/** Some goods are bought far more often than others, and each of them sometimes. */
function popular(chance: Chance, wares: readonly ProductTerms[]): ProductTerms {
  const last = wares.length - 1
  const rank = chance.happens(0.5) ? chance.int(0, last) : Math.min(chance.int(0, last), chance.int(0, last))
  // The stride keeps one supplier's goods, which stand together, from being the popular ones.
  const [ware] = wares.slice((rank * 23) % wares.length)
  return ware ?? chance.pick(wares)
}

function piecesOf(chance: Chance, { limitPerHousehold }: ProductTerms): number {
  const wanted = chance.happens(0.68) ? 1 : chance.happens(0.75) ? 2 : 3
  return Math.min(wanted, limitPerHousehold ?? wanted)
}

/** One line at the listed price. */
export function lineOf(product: ProductTerms, count: number): OrderLine {
  const { productId, sale, components } = product
  const weight = sale.by === 'weight' ? { fenPerKg: sale.fenPerKg, nominalGrams: sale.nominalGrams } : null
  const unitFen = sale.by === 'weight' ? fenOfWeight(sale.fenPerKg, sale.nominalGrams) : sale.unitPriceFen
  return {
    productId,
    pieces: pieces(count),
    amountFen: fen(unitFen * count),
    weight,
    components,
    giftOf: null,
  }
}

function giftsByHost(products: readonly ProductTerms[]): ReadonlyMap<string, ProductTerms> {
  const named = (name: string) => products.find((product) => product.name === name)
  return new Map(
    sampleGifts.flatMap(({ name, host }) => {
      const gift = named(name)
      const hosting = named(host)
      return gift && hosting ? [[hosting.productId, gift] as const] : []
    }),
  )
}
