import { expect, test } from 'vitest'
import { otherSitesOf } from '../../../renderer/app/otherSite'
import type { Fact } from '../../../shared/domain/facts'
import { formatBagCode } from '../../../shared/domain/label/ownCodes'
import { Picture } from '../../../shared/domain/picture'
import { businessDayAt } from '../../../shared/kernel/businessDay'
import type { BagId } from '../../../shared/kernel/ids'
import { ADesk, morningMs, round } from '../../builders/aDesk'
import { aBag, aProduct, shelved } from '../../builders/aRound'

const day = businessDayAt(morningMs)
const codeOf = (roundCode: string, slot: number) =>
  formatBagCode({ roundCode, slot, zone: 'ambient', n: 1 }) as BagId

/** A site with one round of that code, one closed and shelved bag, and one product. */
function aSite(roundCode: string, slot: number, gtin: string): { readonly picture: Picture } {
  const bagId = codeOf(roundCode, slot)
  const facts: Fact[] = [
    {
      kind: 'RoundOpened',
      v: 1,
      roundId: round,
      roundCode,
      ...{ title: 'Round', pickupFrom: day, pickupUntil: day },
    },
    { kind: 'ProductListed', v: 1, product: { ...aProduct('rice'), barcodes: [gtin] } },
    { kind: 'BagClosed', v: 1, bag: { ...aBag('1', 'zhang'), bagId, slot } },
    { ...shelved('1', `A-1-${String(slot).padStart(4, '0')}`), bagId },
  ]
  const picture = new Picture()
  picture.apply(new ADesk(`desk-${roundCode}`).write(morningMs, ...facts))
  return { picture }
}

const here = aSite('AAAA', 1, '6901234567892')
const there = aSite('BBBB', 2, '6909876543219')
const bag = (bagCode: string) => ({ kind: 'bag', bagCode }) as const
const goods = (gtin: string) => ({ kind: 'retail', gtin, raw: gtin }) as const

test('a bag of another site is named with its site; one of this site or of none is left to the screen', () => {
  expect(otherSitesOf(bag(codeOf('BBBB', 2)), here, [there])).toEqual([there])
  expect(otherSitesOf(bag(codeOf('AAAA', 1)), here, [there])).toEqual([])
  expect(otherSitesOf(bag(codeOf('CCCC', 1)), here, [there])).toEqual([])
})

test('a bag that nothing was put into yet is told by the round on its label', () => {
  expect(otherSitesOf(bag(codeOf('BBBB', 77)), here, [there])).toEqual([there])
  expect(otherSitesOf(bag(codeOf('AAAA', 77)), here, [there])).toEqual([])
})

test('where two sites gave a round the same code, the bag itself decides', () => {
  const twin = aSite('AAAA', 9, '6909876543219')
  expect(otherSitesOf(bag(codeOf('AAAA', 9)), here, [twin])).toEqual([twin])
})

test('goods and pickup codes of another site are named too; what this site knows stays here', () => {
  expect(otherSitesOf(goods('6909876543219'), here, [there])).toEqual([there])
  expect(otherSitesOf(goods('6901234567892'), here, [there])).toEqual([])
  expect(otherSitesOf({ kind: 'pickup', pickupCode: 'A-1-0002' }, here, [there])).toEqual([there])
  expect(otherSitesOf({ kind: 'pickup', pickupCode: 'A-1-0001' }, here, [there])).toEqual([])
})

test('a slot, a shelf and four digits are of every site and of none', () => {
  for (const code of [
    { kind: 'slot', slot: 2 },
    { kind: 'shelf', place: { shelf: 'A', layer: 1 } },
    { kind: 'phone-tail', tail: '0002' },
  ] as const)
    expect(otherSitesOf(code, here, [there])).toEqual([])
})
