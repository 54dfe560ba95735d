import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Entry } from '../../shared/domain/entry/entry'
import { Picture } from '../../shared/domain/picture'
import { reportOf } from '../../shared/domain/report/reportOf'
import { reportParts, reportRows } from '../../shared/domain/report/reportRows'
import { round } from '../builders/aDesk'
import { anyHistory } from '../builders/aHistory'
import { holds, propertyTimeoutMs, runs } from './seeded'

function reportAfter(entries: readonly Entry[]) {
  const picture = new Picture()
  for (const entry of entries) picture.apply(entry)
  const fold = picture.round(round)
  return fold && reportOf(fold, round)
}

const shuffled = anyHistory.chain((entries) =>
  fc.record({
    entries: fc.constant(entries),
    arriving: fc.shuffledSubarray([...entries], { minLength: entries.length, maxLength: entries.length }),
  }),
)

/** Each run folds a whole history and settles all of its accounts. */
const fewer = Math.ceil(runs / 3)

describe('reports', { timeout: propertyTimeoutMs }, () => {
  test('are the same whatever order the entries came in, and every row is what its table holds', () => {
    holds(
      fc.property(shuffled, ({ entries, arriving }) => {
        const report = reportAfter(entries)
        expect(reportAfter(arriving)).toEqual(report)
        if (!report) return
        for (const part of reportParts) {
          const keys = report[part].map((row) => Object.keys(row).sort())
          for (const one of keys) expect(one).toEqual(Object.keys(reportRows[part].shape).sort())
          for (const row of report[part]) reportRows[part].parse(row)
        }
        expect(new Set(report.discrepancies.map((one) => one.discrepancyId)).size).toBe(
          report.discrepancies.length,
        )
      }),
      fewer,
    )
  })

  test('add up: the money to the fen, the contested bags to their discrepancies', () => {
    holds(
      fc.property(anyHistory, (entries) => {
        const report = reportAfter(entries)
        const [total] = report?.rounds ?? []
        if (!report || !total) return
        const { chargedFen, owedBackFen, paidFen, dueFen, refundedFen, waivedFen } = total
        expect(chargedFen + owedBackFen).toBe(paidFen + dueFen + refundedFen + waivedFen)
        const contested = report.bags.filter(({ status }) => status === 'contested').map(({ bagId }) => bagId)
        const raised = report.discrepancies.filter(({ kind }) => kind === 'double-handover')
        expect(raised.map(({ bagId }) => bagId).sort()).toEqual(contested)
        expect(total.contestedBags).toBe(contested.length)
      }),
      fewer,
    )
  })
})
