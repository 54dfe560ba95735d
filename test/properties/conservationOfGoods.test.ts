import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Fold } from '../../shared/domain/fold/fold'
import { recordedFacts } from '../../shared/domain/fold/recorded'
import { Picture } from '../../shared/domain/picture'
import { stockKey } from '../../shared/domain/stock/amount'
import { round } from '../builders/aDesk'
import { anyHistory } from '../builders/aHistory'
import { product } from '../builders/aRound'
import { world } from '../builders/aWorld'
import { countingFacts } from '../builders/counting'
import { bookByHand, booksOf, endsByHand, handedByHand } from '../builders/stockBook'
import { holds, propertyTimeoutMs } from './seeded'

const arrivingAnyhow = anyHistory.chain((entries) =>
  fc.shuffledSubarray([...entries], { minLength: entries.length, maxLength: entries.length }),
)

describe('conservation of goods', { timeout: propertyTimeoutMs }, () => {
  test('what came in is somewhere: per product and lot, in pieces and grams, after every fact', () => {
    holds(
      fc.property(arrivingAnyhow, (entries) => {
        const fold = new Fold()
        for (const entry of entries.filter((one) => one.roundId === round))
          for (const recorded of recordedFacts(entry)) {
            fold.apply(recorded)
            for (const { scope, unit, came, somewhere } of booksOf(fold))
              if (came !== somewhere)
                expect({ scope, unit, somewhere }).toEqual({ scope, unit, somewhere: came })
          }
      }),
    )
  })

  test('the books of the fold are the books kept by hand', () => {
    holds(
      fc.property(arrivingAnyhow, (entries) => {
        const picture = new Picture()
        for (const entry of entries) picture.apply(entry)
        const fold = picture.round(round) ?? new Fold()
        const counting = countingFacts(entries, round)
        const byHand = bookByHand(counting)
        for (const { scope, unit } of booksOf(fold))
          for (const end of endsByHand) {
            const key = stockKey(scope, end, unit)
            expect(fold.tally(key), key).toBe(byHand[key] ?? 0)
          }
        const refusedAfter = counting.reduce(
          (sum, { fact }) => sum + (fact.kind === 'LineRefused' ? fact.goods.pieces : 0),
          0,
        )
        const all = (place: 'handed' | 'bags') =>
          world.products.reduce((sum, name) => sum + fold.tally(stockKey(product(name), place, 'pieces')), 0)
        const put = counting.reduce(
          (sum, { fact }) => sum + (fact.kind === 'ItemPut' ? fact.goods.pieces : 0),
          0,
        )
        expect(all('handed') + all('bags')).toBe(put - refusedAfter)
        if (refusedAfter === 0) expect(all('handed')).toBe(handedByHand(counting))
        expectSumsOfLots(booksOf(fold))
      }),
    )
  })
})

/** A product is the sum of its lots. */
function expectSumsOfLots(books: ReturnType<typeof booksOf>): void {
  for (const { scope, unit, came } of books) {
    if (scope.includes('|')) continue
    const lots = books.filter((book) => book.unit === unit && book.scope.startsWith(`${scope}|`))
    expect(
      lots.reduce((sum, book) => sum + book.came, 0),
      scope,
    ).toBe(came)
  }
}
