import { z } from 'zod'
import { type IdentityRow, identityRow } from '../../shared/contract/people'
import type { Identity } from '../../shared/domain/identity'
import type { Json } from '../../shared/kernel/canonicalJson'
import type { LocalStore } from '../storage/localStore'

const askedKey = 'centre-people-asked'
const askedRows = z.array(identityRow)

/**
 * Rows the centre was asked to take and has not answered for. It may have them: whoever was edited since is asked for as
 * before first, and the new edit goes on top of that. Else the centre would hold this desk's own words against it.
 */
export class AskedPeople {
  private constructor(
    private readonly local: LocalStore,
    private rows: ReadonlyMap<string, IdentityRow>,
  ) {}

  static async open(local: LocalStore): Promise<AskedPeople> {
    const kept = askedRows.safeParse(await local.readDraft(askedKey))
    return new AskedPeople(local, byHousehold(kept.success ? kept.data : []))
  }

  /**
   * What to ask for in place of this row: the one before it where both are on top of the same.
   * @param here who it is about, as this desk has them: of no later version than what was asked, as after the disk was
   *   set back, they were not made on top of it, and would replace it unseen
   */
  asBefore(row: IdentityRow, here: Identity | undefined): IdentityRow {
    const before = this.rows.get(row.identity.householdId)
    if (!before || before.identity.erased || row.identity.erased) return row
    if (!here || here.version <= before.identity.version) return row
    const onTheSame =
      before.assumed === row.assumed && before.identity.afterErasure === row.identity.afterErasure
    return onTheSame ? before : row
  }

  async willAsk(rows: readonly IdentityRow[]): Promise<void> {
    const fresh = rows.filter(
      (row) => !row.identity.erased && this.rows.get(row.identity.householdId) !== row,
    )
    if (fresh.length === 0) return
    this.rows = new Map([...this.rows, ...byHousehold(fresh)])
    // A disk without room is no reason not to send: until the desk is closed it knows all the same.
    await this.keep(this.rows).catch(() => undefined)
  }

  /** They were answered for, or whom they name is erased: gone from the disk too, before it counts as done. */
  async forget(householdIds: readonly string[]): Promise<void> {
    const left = new Map([...this.rows].filter(([id]) => !householdIds.includes(id)))
    if (left.size === this.rows.size) return
    await this.keep(left)
    this.rows = left
  }

  /** Sealed like all that names people. */
  private async keep(rows: ReadonlyMap<string, IdentityRow>): Promise<void> {
    if (rows.size === 0) await this.local.deleteDraft(askedKey)
    else await this.local.writeDraft(askedKey, [...rows.values()] as unknown as Json)
  }
}

function byHousehold(rows: readonly IdentityRow[]): ReadonlyMap<string, IdentityRow> {
  return new Map(rows.map((row) => [row.identity.householdId, row]))
}
