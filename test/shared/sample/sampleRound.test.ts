import { describe, expect, test } from 'vitest'
import { settlementOf } from '../../../shared/domain/account/settlement'
import { readFact } from '../../../shared/domain/factCodec'
import { phoneTailOf } from '../../../shared/domain/identity'
import { neededGoods } from '../../../shared/domain/order/neededGoods'
import { Picture } from '../../../shared/domain/picture'
import { lifeVerdict } from '../../../shared/domain/receiving/shelfLife'
import { hasGs1CheckDigit } from '../../../shared/intake/codes/checkDigit'
import { parseAddress } from '../../../shared/intake/text/addressText'
import { readPhone } from '../../../shared/intake/text/phoneText'
import { businessDayAt } from '../../../shared/kernel/businessDay'
import { pieces } from '../../../shared/kernel/quantity'
import { type SampleRound, sampleKitRound, sampleRound } from '../../../shared/sample/sampleRound'
import { ADesk, morningMs, site } from '../../builders/aDesk'

const request = { seed: 7, siteId: site, siteSalt: 'salt', openedAtMs: morningMs }
const sample = sampleRound(request)

function pictureOf(round: SampleRound): Picture {
  const desk = new ADesk('desk-a')
  const picture = new Picture()
  round.drafts.forEach(({ roundId, facts }, i) => {
    picture.apply(desk.writeIn(roundId, morningMs + i, ...facts))
  })
  return picture
}

describe('the sample round', () => {
  test('the same seed gives the same round, another seed another', () => {
    expect(sampleRound(request)).toEqual(sample)
    expect(sampleRound({ ...request, seed: 8 }).orders).not.toEqual(sample.orders)
  })

  test('has 500 households, and 60 products of which 12 by weight, 1 kit, 2 gifts, from 3 suppliers', () => {
    const { products, identities, orders, deliveries } = sample
    expect(new Set(identities.map((identity) => identity.householdId)).size).toBe(500)
    expect(orders.map((order) => order.participateNo)).toEqual(Array.from({ length: 500 }, (_, i) => i + 1))
    expect(new Set(products.map((product) => product.productId)).size).toBe(60)
    expect(products.filter((product) => product.sale.by === 'weight')).toHaveLength(12)
    expect(products.filter((product) => product.components.length === 5)).toHaveLength(1)
    expect(products.filter((product) => product.gift)).toHaveLength(2)
    expect(deliveries).toHaveLength(3)
    expect(sample.drafts.length).toBeLessThanOrEqual(6)
  })

  test('every fact of it can be read, and every product is ordered by somebody', () => {
    for (const fact of sample.drafts.flatMap((draft) => draft.facts))
      expect(readFact(fact).as, JSON.stringify(fact).slice(0, 200)).toBe('known')
    const picture = pictureOf(sample)
    const fold = picture.round(sample.roundId)
    for (const { productId, name, components } of sample.products)
      if (components.length === 0) expect(fold?.tally(`ordered:${productId}`), name).toBeGreaterThan(0)
  })

  test('barcodes and scale numbers are whole and belong to one product each', () => {
    const barcodes = sample.products.flatMap((product) => product.barcodes)
    expect(barcodes.every((code) => code.length === 13 && hasGs1CheckDigit(code))).toBe(true)
    expect(new Set(barcodes).size).toBe(barcodes.length)
    const plus = sample.products.flatMap((product) => product.plu ?? [])
    expect(new Set(plus).size).toBe(12)
    expect(plus.every((plu) => /^\d{5}$/.test(plu))).toBe(true)
  })

  test('announced is what was ordered; 8 products come short, 3 over, 2 damaged', () => {
    const announced = new Map(
      sample.deliveries.flatMap(({ lines }) => lines.map((line) => [line.productId, line.pieces as number])),
    )
    const ordered = new Map<string, number>()
    for (const need of sample.orders.flatMap(neededGoods))
      ordered.set(need.productId, (ordered.get(need.productId) ?? 0) + need.pieces)
    expect(announced).toEqual(ordered)

    const came = new Map<string, number>()
    for (const { productId, pieces: count } of sample.arrivals)
      came.set(productId, (came.get(productId) ?? 0) + count)
    const off = [...announced].map(([productId, count]) => (came.get(productId) ?? 0) - count)
    expect(off.filter((difference) => difference < 0)).toHaveLength(8)
    expect(off.filter((difference) => difference > 0)).toHaveLength(3)
    expect(sample.arrivals.filter((arrival) => arrival.condition === 'damaged')).toHaveLength(2)
  })

  test('what arrives is fresh enough for the five checks', () => {
    const termsOf = new Map(sample.products.map((product) => [product.productId, product]))
    const today = businessDayAt(morningMs + 86_400_000)
    const opened = sample.drafts[0]?.facts[0]
    if (opened?.kind !== 'RoundOpened') throw new Error('no round')
    for (const { productId, productionDay, bestBefore, portions, pieces: count } of sample.arrivals) {
      const terms = termsOf.get(productId)
      if (!terms) throw new Error(productId)
      const { shelfLifeDays, minLifeDays, sale } = terms
      const { verdict } = lifeVerdict(
        { shelfLifeDays, minLifeDays, productionDay, bestBefore },
        { today, pickupUntil: opened.pickupUntil },
      )
      expect(['ok', 'undated'], `${terms.name} ${verdict}`).toContain(verdict)
      expect(portions).toHaveLength(sale.by === 'weight' ? count : 0)
    }
  })

  test('people write phones and addresses in many ways, and some are easily mixed up', () => {
    const { identities } = sample
    for (const { phone } of identities) expect(readPhone(phone ?? '')).toEqual({ ok: true, phone })
    for (const { address } of identities) expect(parseAddress(address ?? ''), address ?? '').toBeDefined()
    const repeated = (texts: readonly string[]) => texts.length - new Set(texts).size
    const phones = identities.map((identity) => identity.phone ?? '')
    expect(repeated(phones)).toBe(4)
    expect(repeated(phones.map((phone) => phoneTailOf(phone) ?? ''))).toBeGreaterThan(12)
    const names = identities.map((identity) => identity.name)
    expect(repeated(names)).toBeGreaterThan(5)
    expect(repeated(names)).toBeLessThan(40)
  })

  test('the money adds up; some pay at the counter, some paid a part', () => {
    const fold = pictureOf(sample).round(sample.roundId)
    if (!fold) throw new Error('no round')
    const dues = sample.orders.map((order) => {
      const money = settlementOf(fold, order.householdId, (orderId, line, productId) => {
        const own = fold.state('order', orderId)?.order
        const needs = own ? neededGoods(own) : []
        return needs.find((need) => need.line === line && need.productId === productId)?.pieces ?? pieces(0)
      })
      expect(money.refundedFen).toBe(0)
      return { due: Number(money.dueFen), charged: Number(money.chargedFen) }
    })
    expect(dues.every(({ due }) => due >= 0)).toBe(true)
    expect(dues.filter(({ due, charged }) => due === charged).length).toBeGreaterThan(20)
    expect(dues.filter(({ due, charged }) => due > 0 && due < charged).length).toBeGreaterThan(8)
  })

  test('limits per household are kept, and a gift hangs on its host line', () => {
    const termsOf = new Map(sample.products.map((product) => [product.productId, product]))
    for (const { lines } of sample.orders)
      for (const { productId, pieces: count, giftOf } of lines) {
        const terms = termsOf.get(productId)
        expect(count).toBeLessThanOrEqual(terms?.limitPerHousehold ?? count)
        expect(giftOf === null).toBe(terms?.gift === false)
        if (giftOf !== null) expect(lines[giftOf]?.giftOf).toBeNull()
      }
  })
})

test('the kit round: 200 households, one kit of five vegetables each, 30 yuan', () => {
  const round = sampleKitRound(request)
  expect(round.identities).toHaveLength(200)
  expect(round.orders.every((order) => order.lines.length === 1 && order.paidFen === 3_000)).toBe(true)
  const fold = pictureOf(round).round(round.roundId)
  expect(fold?.tally('charged')).toBe(600_000)
  expect(round.arrivals.map((arrival) => arrival.pieces)).toEqual([200, 200, 200, 200, 200])
  const needs = round.orders.flatMap(neededGoods)
  expect(needs.reduce((sum, need) => sum + need.amountFen, 0)).toBe(600_000)
})
