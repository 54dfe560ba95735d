import { afterEach, expect, test } from 'vitest'
import { type ChainHead, chainFault, emptyChain } from '../../shared/domain/entry/entry'
import { conservationGap } from '../../shared/domain/stock/onHand'
import type { ProductId } from '../../shared/kernel/ids'
import { chanceOf } from '../../shared/sample/chance'
import { type Desk, openDesk } from './desk'
import { entriesOnDisk, pictureOf } from './recordsOnDisk'
import { codeOn, Shift, sampleOf } from './shift'

const kills = 20
const seed = 20_260_618

let desk: Desk | undefined
afterEach(async () => {
  await desk?.close()
  desk = undefined
})

test(`everything shown as done is there once after ${kills} kills in the middle of sorting`, async () => {
  desk = await openDesk({ query: '?sample=kit' })
  const sample = sampleOf('kit')
  const goods = sample.deliveries.flatMap(({ lines }) =>
    lines.flatMap(({ productId }) => sample.products.filter((product) => product.productId === productId)),
  )
  const shift = new Shift(desk)
  await shift.cutOff()
  await shift.goTo('receive')
  for (const product of goods) await shift.scan(codeOn(product, 500))
  await shift.closeDelivery()

  const chance = chanceOf(seed)
  let shown = 0
  for (let round = 0; round < kills; round++) {
    const answers = await shift.listen()
    await shift.goTo('sort')
    const product = goods[round % goods.length]
    if (!product) throw new Error('the sample has no goods')
    await shift.scan(codeOn(product, 500))
    const before = answers.length
    // Confirms keep coming while the power goes: some answered, one perhaps half written.
    const confirming = shift.confirmUntilKilled()
    await shift.until(() => answers.length >= before + 1 + chance.int(0, 4))
    await new Promise((resolve) => setTimeout(resolve, chance.int(0, 12)))
    await desk.kill()
    await confirming
    shown += answers.length - before

    await desk.reopen()
    await shift.ready()
    const entries = await entriesOnDisk(desk.page)
    const puts = entries.flatMap(({ facts }) => facts.filter(({ kind }) => kind === 'ItemPut')).length
    expect(puts, `kill ${round + 1} of seed ${seed}`).toBeGreaterThanOrEqual(shown)
    let head: ChainHead = emptyChain
    for (const entry of entries.toSorted((a, b) => a.deviceSeq - b.deviceSeq)) {
      expect(chainFault(entry, head), entry.id).toBeNull()
      head = { deviceSeq: entry.deviceSeq, hash: entry.hash }
    }
    const picture = pictureOf(entries)
    const [roundId] = picture.roundIds()
    const fold = roundId && picture.round(roundId)
    if (!fold) throw new Error('the round is gone')
    expect(
      goods.reduce((sum, { productId }) => sum + fold.tally(`put:${ofRound(productId, roundId)}`), 0),
    ).toBe(puts)
    for (const { productId } of goods)
      expect(conservationGap(fold, ofRound(productId, roundId))).toEqual({ pieces: 0, grams: 0 })
    shown = puts
  }
})

/** The desk's own round has its own id; products keep their last part. */
function ofRound(productId: ProductId, roundId: string): ProductId {
  return `${roundId}/${productId.split('/').at(-1)}` as ProductId
}
