import { afterEach, expect, test } from 'vitest'
import { conservationGap } from '../../shared/domain/stock/onHand'
import type { ProductId } from '../../shared/kernel/ids'
import { type Desk, openDesk } from './desk'
import { foldOnDisk } from './recordsOnDisk'
import { RoundByScan } from './roundByScan'
import { sampleOf } from './shift'

let desk: Desk | undefined
afterEach(async () => {
  await desk?.close()
  desk = undefined
})

// The week's round of 500 households takes many minutes: WHOLE_WEEK=1 goes through it as well, in both languages.
const week = process.env['WHOLE_WEEK']
  ? (['zh-CN', 'en-US'] as const).map((locale) => ['week', locale] as const)
  : []

test.each([['kit', 'en-US'] as const, ...week])(
  'the whole %s round goes through by scan with the network off, in %s',
  {
    timeout: 2_400_000,
  },
  async (which, locale) => {
    const sample = sampleOf(which)
    desk = await openDesk({ query: `?sample=${which}`, locale })
    const round = new RoundByScan(desk, sample, `${which}-`)

    await round.cutOff()
    await round.receive()
    await round.allocate()
    await round.sort()
    expect(await round.waiting('sort')).toBe(0)
    await round.balance()
    await round.shelve()
    await round.handOver()
    await round.closeDay()

    const fold = await foldOnDisk(desk.page)
    for (const id of fold.members('products'))
      expect(conservationGap(fold, id as ProductId), id).toEqual({ pieces: 0, grams: 0 })
    expect(fold.memberCount('bags:contested')).toBe(0)
    expect(fold.memberCount('bags:on-shelf')).toBe(0)
    expect(fold.memberCount('bags:handed-over')).toBe(fold.memberCount('bags'))
    expect(desk.problems).toEqual([])
  },
)
