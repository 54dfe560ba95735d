import { pageLimit } from '../../shared/contract/sync'
import type { NotOk } from './centreClient'

/** A line that is cut now and then says nothing about what was on it. */
const cutsToShrink = 2
const wholeToGrow = 8

/** How many are asked for at a time: on a line that cuts what is long, fewer. */
export class PageSize {
  rows = pageLimit
  private cuts = 0
  private whole = 0

  noticed(answer: { readonly ok: true } | NotOk): void {
    if (!answer.ok && answer.because === 'refused') return
    this.cuts = answer.ok ? 0 : this.cuts + 1
    this.whole = answer.ok ? this.whole + 1 : 0
    if (this.cuts === cutsToShrink) this.now(Math.max(1, Math.floor(this.rows / 2)))
    if (this.whole === wholeToGrow) this.now(Math.min(pageLimit, this.rows * 2))
  }

  private now(rows: number): void {
    this.rows = rows
    this.cuts = 0
    this.whole = 0
  }
}
