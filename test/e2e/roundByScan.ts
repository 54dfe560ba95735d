import { formatShelfCode } from '../../shared/domain/label/ownCodes'
import { weightDoubt } from '../../shared/domain/sorting/weightDoubt'
import type { ProductTerms } from '../../shared/domain/terms'
import type { ProductId } from '../../shared/kernel/ids'
import { type Grams, pieces } from '../../shared/kernel/quantity'
import type { SampleArrival } from '../../shared/sample/sampleArrivals'
import type { SampleRound } from '../../shared/sample/sampleRound'
import type { Desk } from './desk'
import { foldOnDisk } from './recordsOnDisk'
import { codeOn, Shift } from './shift'

const one = pieces(1)

/** What stands on the floor: good pieces of a product, and what each portion still there weighs. */
interface OnFloor {
  pieces: number
  readonly portions: Grams[]
}

/** What the truck brings, of which products. */
export interface GoodsOfRound extends Pick<SampleRound, 'products' | 'deliveries'> {
  readonly arrivals: readonly Pick<SampleArrival, 'productId' | 'condition' | 'pieces' | 'portions'>[]
}

/**
 * The whole round as a person with a scanner does it. Keeps its own book of what lies on the floor, from what
 * came off the truck and what the screen said to put where: the desk's books are not looked at for that.
 */
export class RoundByScan {
  private readonly shift: Shift
  private readonly floor = new Map<ProductId, OnFloor>()

  constructor(
    private readonly desk: Desk,
    private readonly sample: GoodsOfRound,
    private readonly prefix: string,
  ) {
    this.shift = new Shift(desk)
  }

  async cutOff(): Promise<void> {
    await this.desk.page.waitForSelector('[data-next="cut-off"]', { timeout: 60_000 })
    await this.picture('today')
    await this.shift.cutOff()
  }

  async receive(): Promise<void> {
    await this.shift.goTo('receive')
    for (const delivery of this.sample.deliveries) {
      for (const { productId } of delivery.lines) await this.receiveLine(this.product(productId))
      await this.picture('receive')
      await this.shift.closeDelivery()
    }
  }

  private async receiveLine(product: ProductTerms): Promise<void> {
    const arrived = this.sample.arrivals.filter(({ productId }) => productId === product.productId)
    const good = arrived.find(({ condition }) => condition === 'good')
    const damaged = arrived.find(({ condition }) => condition === 'damaged')
    const all = (good?.pieces ?? 0) + (damaged?.pieces ?? 0)
    if (good) this.floor.set(product.productId, { pieces: good.pieces, portions: [...good.portions] })
    if (product.sale.by === 'weight') return this.receivePortions(product, arrived)
    const announced = this.announced(product.productId)
    await this.shift.scan(codeOn(product, 0))
    if (all !== announced) await this.shift.type(String(all), 'Enter')
    if (damaged) await this.shift.type(String(damaged.pieces), 'd')
  }

  /** Every weighed portion carries the scale's own label. */
  private async receivePortions(product: ProductTerms, arrived: GoodsOfRound['arrivals']): Promise<void> {
    for (const { portions } of arrived)
      for (const grams of portions) await this.shift.scan(codeOn(product, grams))
    const damaged = arrived.find(({ condition }) => condition === 'damaged')
    if (damaged) await this.shift.type(String(damaged.pieces), 'd')
  }

  async allocate(): Promise<void> {
    await this.shift.goTo('allocate')
    await this.picture('allocate')
    // Enter opens the first short product; from then on each Enter decides one and opens the next.
    if ((await this.waiting('allocate')) > 0) await this.shift.key('Enter')
    for (let left = await this.waiting('allocate'); left > 0; left = await this.waiting('allocate')) {
      await this.desk.page.waitForSelector('[data-policy-grid]')
      await this.shift.press('Enter')
      await this.shift.until(async () => (await this.waiting('allocate')) < left)
    }
  }

  async sort(): Promise<void> {
    await this.shift.goTo('sort')
    for (const [productId, floor] of this.floor) {
      const product = this.product(productId)
      await this.shift.scan(codeOn(product, floor.portions[0] ?? 0))
      if (productId.endsWith('p03')) await this.picture('sort')
      while ((await this.stage()) === 'sow') {
        const times = Number(await this.desk.page.locator('[data-times]').getAttribute('data-times'))
        // A portion far from what it was sold as is asked about first: the same key once more puts it.
        if (isUnusual(product, floor.portions[0])) await this.shift.press('Enter')
        await this.shift.press('Enter')
        floor.pieces -= times
        floor.portions.splice(0, times)
        const label = floor.portions[0]
        if (label !== undefined && (await this.stage()) === 'sow')
          await this.shift.scan(codeOn(product, label))
      }
    }
    await this.picture('sorted')
  }

  async balance(): Promise<void> {
    await this.shift.goTo('balance')
    await this.picture('balance')
    for (const [productId, floor] of this.floor) {
      const product = this.product(productId)
      const left = product.sale.by === 'weight' ? floor.portions.reduce((a, b) => a + b, 0) : floor.pieces
      await this.shift.scan(codeOn(product, floor.portions[0] ?? 500))
      await this.shift.type(String(left), 'Enter')
    }
    await this.picture('balanced')
    await this.shift.key('r')
    await this.desk.page.waitForSelector('[data-released]')
  }

  async shelve(): Promise<void> {
    await this.shift.goTo('shelve')
    const bags = await this.bags('closed')
    for (const [i, bagId] of bags.entries()) {
      if (i % 40 === 0)
        await this.shift.scan(
          formatShelfCode({
            shelf: 'ABCDEFGH'[Math.floor(i / 200) % 8] ?? 'A',
            layer: 1 + (Math.floor(i / 40) % 5),
          }),
        )
      await this.shift.scan(bagId)
      if (i === 20) await this.picture('shelve')
    }
  }

  async handOver(): Promise<void> {
    await this.shift.goTo('handover')
    await this.picture('handover-idle')
    const households = new Map<string, string[]>()
    for (const bagId of await this.bags('on-shelf')) {
      const slot = bagId.slice(5, 9)
      households.set(slot, [...(households.get(slot) ?? []), bagId])
    }
    for (const [i, bags] of [...households.values()].entries()) {
      for (const bagId of bags) await this.shift.scan(bagId)
      if (i === 3) await this.picture('handover')
      // Money that is due is taken with Enter; then the visit leaves by itself or with one more.
      while ((await this.counter()) === 'visit') await this.enterAtCounter()
    }
  }

  async closeDay(): Promise<void> {
    await this.shift.goTo('discrepancies')
    await this.picture('discrepancies')
    await this.shift.goTo('dayClose')
    await this.picture('dayClose')
  }

  /** Leaving a visit says nothing on the scan line, taking money does: either way something has changed. */
  private async enterAtCounter(): Promise<void> {
    const before = await this.shift.seq()
    await this.shift.key('Enter')
    await this.shift.until(
      async () => (await this.counter()) !== 'visit' || (await this.shift.seq()) > before,
    )
  }

  private async bags(status: string): Promise<string[]> {
    const fold = await foldOnDisk(this.desk.page)
    return fold.members(`bags:${status}`).toSorted()
  }

  /** What the rail says is still to be done at a step. */
  async waiting(step: string): Promise<number> {
    return Number(await this.desk.page.locator(`[data-step="${step}"]`).getAttribute('data-waiting'))
  }

  private stage(): Promise<string | null> {
    return this.desk.page.locator('[data-said]').getAttribute('data-at')
  }

  private counter(): Promise<string | null> {
    return this.desk.page.locator('main [data-at]').getAttribute('data-at')
  }

  private announced(productId: ProductId): number {
    const lines = this.sample.deliveries.flatMap((delivery) => delivery.lines)
    return lines.find((line) => line.productId === productId)?.pieces ?? 0
  }

  private product(productId: ProductId): ProductTerms {
    const found = this.sample.products.find((one) => one.productId === productId)
    if (!found) throw new Error(`the sample lists no ${productId}`)
    return found
  }

  private picture(name: string): Promise<void> {
    return this.desk.screenshot(`${this.prefix}${name}`)
  }
}

function isUnusual({ sale }: ProductTerms, portion: Grams | undefined): boolean {
  return (
    sale.by === 'weight' &&
    portion !== undefined &&
    weightDoubt(sale.nominalGrams, one, portion) === 'unusual'
  )
}
