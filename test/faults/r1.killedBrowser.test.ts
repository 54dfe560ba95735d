import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { type ChainHead, chainFault, type Entry, emptyChain } from '../../shared/domain/entry/entry'
import type { FactOf } from '../../shared/domain/facts'
import { conservationGap } from '../../shared/domain/stock/onHand'
import type { ProductId } from '../../shared/kernel/ids'
import { chanceOf } from '../../shared/sample/chance'
import { handedOver } from '../builders/aRound'
import { inStep, joinCentre, linkState } from '../e2e/atCentre'
import { type Desk, openDesk } from '../e2e/desk'
import { ImportByFile } from '../e2e/importByFile'
import { entriesOnDisk, historyOnDisk, householdsOnDisk, pictureOf } from '../e2e/recordsOnDisk'
import { codeOn, Shift, sampleOf } from '../e2e/shift'
import { ADeskOfTheCentre, aCode, aPoint } from '../server/aCentre'
import { aServedCentre } from './aServedCentre'
import { howMany } from './howMany'
import { reportFault } from './reportFault'

const sorting = howMany(120, 18)
const importing = howMany(40)
const joining = howMany(40)
const seed = 20_260_618

const killed = { times: 0, lost: 0, duplicated: 0, halves: 0 }
let desk: Desk | undefined
afterEach(async () => {
  await desk?.close()
  desk = undefined
})

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function kill(at: Desk): Promise<void> {
  killed.times += 1
  await at.kill()
}

describe('the whole browser is killed in the middle of it', { timeout: 3_600_000 }, () => {
  let finished = 0
  afterAll(() => {
    const { times, lost, duplicated, halves } = killed
    reportFault({
      id: 'R1',
      ...{ runs: times, lost, duplicated, converged: halves === 0 },
      passed: finished === 3 && lost + duplicated + halves === 0,
      note: `${sorting} kills while sorting, ${importing} in an import, ${joining} in a first sync; ${halves} things half there`,
    })
  })

  test(`everything shown as sorted is there once, ${sorting} kills`, async () => {
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
    for (let turn = 0; turn < sorting; turn++) {
      const answers = await shift.listen()
      await shift.goTo('sort')
      const product = goods[turn % goods.length]
      if (!product) throw new Error('the sample has no goods')
      await shift.scan(codeOn(product, 500))
      const before = answers.length
      // Confirms keep coming while the power goes: some answered, one perhaps half written.
      const confirming = shift.confirmUntilKilled()
      await shift.until(() => answers.length >= before + 1 + chance.int(0, 4))
      await pause(chance.int(0, 12))
      await kill(desk)
      await confirming
      shown += answers.length - before

      await desk.reopen()
      await shift.ready()
      const entries = await entriesOnDisk(desk.page)
      const puts = entries.flatMap(({ facts }) => facts.filter(({ kind }) => kind === 'ItemPut')).length
      killed.lost += Math.max(0, shown - puts)
      expect(puts, `kill ${turn + 1} of seed ${seed}`).toBeGreaterThanOrEqual(shown)
      expectWholeChain(entries)
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
    finished += 1
  })

  test(`an import is in once and whole after it was done again, ${importing} kills`, async () => {
    desk = await openDesk()
    await new Shift(desk).ready()
    const chance = chanceOf(seed)
    const orders = 900
    let tookMs = 1_000
    for (let sheet = 0; sheet <= importing; sheet++) {
      const importer = new ImportByFile(desk)
      const text = sheetOf(sheet, orders)
      await importer.openText(`${sheet}.csv`, text)
      const startedMs = performance.now()
      if (sheet === 0) {
        await importer.takeIn()
        tookMs = performance.now() - startedMs
        continue
      }
      let isShownIn = false
      const taking = importer.takeIn().then(
        () => {
          isShownIn = true
        },
        () => {},
      )
      await pause(chance.int(0, Math.ceil(tookMs)))
      await kill(desk)
      await taking

      await desk.reopen()
      await new Shift(desk).ready()
      const found = (await expectOrdersOnce(desk)) - sheet * orders
      if (isShownIn) killed.lost += orders - found
      if (isShownIn) expect(found).toBe(orders)
      if (found < orders) {
        const again = new ImportByFile(desk)
        await again.openText(`${sheet}.csv`, text)
        await again.takeIn()
      }
      expect(await expectOrdersOnce(desk), `sheet ${sheet}`).toBe((sheet + 1) * orders)
    }
    finished += 1
  })

  test(`a desk that joins has the whole feed once, ${joining} kills`, async () => {
    const centre = await aServedCentre()
    try {
      const siteKey = await aPoint(centre)
      const writer = new ADeskOfTheCentre(centre.call)
      await writer.enrol(await aCode(centre, siteKey))
      const feed = Array.from({ length: 2_600 }, (_, n) => writer.write([handedOver(`${n}`, `${n}`)]))
      for (let from = 0; from < feed.length; from += 200) await writer.push(feed.slice(from, from + 200))
      const chance = chanceOf(seed)
      for (let done = 0; done < joining; ) {
        desk = await openDesk({ offline: false })
        const code = await aCode(centre, siteKey)
        await joinCentre(desk, centre.address, code)
        for (let turn = 0; turn < 5 && done < joining; turn++, done++) {
          await pause(chance.int(0, 1_500))
          await kill(desk)
          await desk.reopen()
          // Killed before it knew that it had joined, it is told so once more, by the same code.
          if ((await linkState(desk)) === 'local-only') await joinCentre(desk, centre.address, code)
        }
        await inStep(desk)
        await expectFeed(desk, feed)
        await desk.close()
        desk = undefined
      }
      finished += 1
    } finally {
      await desk?.close()
      desk = undefined
      await centre.close()
    }
  })
})

function expectWholeChain(entries: readonly Entry[]): void {
  let head: ChainHead = emptyChain
  for (const entry of entries.toSorted((a, b) => a.deviceSeq - b.deviceSeq)) {
    const fault = chainFault(entry, head)
    if (fault !== null) killed.halves += 1
    expect(fault, entry.id).toBeNull()
    head = { deviceSeq: entry.deviceSeq, hash: entry.hash }
  }
}

/** @returns how many orders are on the disk: each once, and everybody's name with it */
async function expectOrdersOnce({ page }: Desk): Promise<number> {
  const entries = await entriesOnDisk(page)
  expectWholeChain(entries)
  const people = await householdsOnDisk(page)
  const placed = entries.flatMap(({ facts }) =>
    facts.flatMap((fact) => (fact.kind === 'OrderPlaced' ? [(fact as FactOf<'OrderPlaced'>).order] : [])),
  )
  const nameless = placed.filter(({ householdId }) => !people.has(householdId)).length
  const twice = placed.length - new Set(placed.map(({ orderId }) => orderId)).size
  killed.halves += nameless
  killed.duplicated += twice
  expect({ nameless, twice }).toEqual({ nameless: 0, twice: 0 })
  return placed.length
}

async function expectFeed({ page }: Desk, feed: readonly Entry[]): Promise<void> {
  const complete = async () => {
    const all = [...(await historyOnDisk(page)), ...(await entriesOnDisk(page))]
    return new Map(all.map(({ id, hash }) => [id, hash]))
  }
  // The history comes behind, when the desk is in step already.
  await expect.poll(async () => (await complete()).size, { timeout: 60_000 }).toBe(feed.length)
  const there = await complete()
  const missing = feed.filter(({ id, hash }) => there.get(id) !== hash).length
  killed.lost += missing
  expect(missing).toBe(0)
}

function sheetOf(sheet: number, orders: number): string {
  const rows = Array.from({ length: orders }, (_, i) => {
    const phone = `138${String(sheet * orders + i).padStart(8, '0')}`
    return `S${sheet}-${i},住户${sheet}之${i},${phone},${i % 2 === 0 ? '土豆' : '番茄'},2,10`
  })
  return ['订单号,姓名,电话,商品,数量,金额', ...rows].join('\n')
}

/** The desk's own round has its own id; products keep their last part. */
function ofRound(productId: ProductId, roundId: string): ProductId {
  return `${roundId}/${productId.split('/').at(-1)}` as ProductId
}
