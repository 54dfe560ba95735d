import type { Identity } from '../../shared/domain/identity'
import type { ItemDecisions } from '../../shared/intake/import/importRequest'
import { type Keepable, names, withoutPeople } from '../../shared/intake/import/keepable'
import type { KeptList } from '../../shared/intake/import/keptLists'
import type { RowFixes } from '../../shared/intake/import/rowFixes'
import type { ColumnMapping } from '../../shared/intake/sheet/columns'
import type { Json } from '../../shared/kernel/canonicalJson'
import type { HouseholdId, OrderId, RoundId } from '../../shared/kernel/ids'
import type { LocalStore } from '../storage/localStore'

/** One import that is not finished: what it was made of and everything a person did to it. */
export interface ImportDraft {
  readonly draftId: string
  readonly roundId: RoundId
  /** File name or title. */
  readonly name: string
  readonly from: 'file' | 'paste'
  readonly sheet: number
  readonly mapping: ColumnMapping | 'ask' | null
  readonly defaultItem: string | null
  readonly fixes: RowFixes
  readonly items: ItemDecisions
  readonly against: string | 'none' | null
  readonly cancelling: readonly OrderId[]
}

/** A draft as the list of open imports shows it. */
export interface DraftLine {
  readonly draftId: string
  readonly roundId: RoundId
  readonly name: string
  readonly from: 'file' | 'paste'
  readonly savedAtMs: number
  /** Rows and orders that still wait for somebody. */
  readonly waiting: number
}

const indexKey = 'intake-drafts'
const draftKey = (draftId: string): string => `intake-draft/${draftId}`
const contentKey = (draftId: string): string => `intake-content/${draftId}`
const listsKey = (roundId: RoundId): string => `intake-lists/${roundId}`

export async function readDraftLines(local: LocalStore): Promise<readonly DraftLine[]> {
  const kept = await local.readDraft(indexKey)
  return Array.isArray(kept) ? (kept as unknown as DraftLine[]) : []
}

/** A draft with what it is made of; undefined when it is gone. */
export async function readDraft(
  local: LocalStore,
  draftId: string,
): Promise<{ readonly draft: ImportDraft; readonly content: Keepable } | undefined> {
  const [draft, content] = await Promise.all([
    local.readDraft(draftKey(draftId)),
    local.readDraft(contentKey(draftId)),
  ])
  if (draft === undefined || content === undefined) return undefined
  return { draft: draft as unknown as ImportDraft, content: content as unknown as Keepable }
}

/** The content is large and never changes: it is written once, what a person decides after every change. */
export async function writeContent(local: LocalStore, draftId: string, content: Keepable): Promise<void> {
  await local.writeDraft(contentKey(draftId), content as unknown as Json)
}

export async function writeDraft(local: LocalStore, draft: ImportDraft, line: DraftLine): Promise<void> {
  await local.writeDraft(draftKey(draft.draftId), draft as unknown as Json)
  const lines = await readDraftLines(local)
  const others = lines.filter((one) => one.draftId !== draft.draftId)
  await local.writeDraft(indexKey, [line, ...others] as unknown as Json)
}

export async function deleteDraft(local: LocalStore, draftId: string): Promise<void> {
  const lines = await readDraftLines(local)
  await local.writeDraft(indexKey, lines.filter((one) => one.draftId !== draftId) as unknown as Json)
  await Promise.all([local.deleteDraft(draftKey(draftId)), local.deleteDraft(contentKey(draftId))])
}

/** What was taken in of each list of a round, as its source said it: for the next comparison, and for reading it again. */
export async function readLists(local: LocalStore, roundId: RoundId): Promise<readonly KeptList[]> {
  const kept = await local.readDraft(listsKey(roundId))
  return Array.isArray(kept) ? (kept as unknown as KeptList[]) : []
}

export async function keepList(local: LocalStore, roundId: RoundId, list: KeptList): Promise<void> {
  const lists = await readLists(local, roundId)
  const others = lists.filter((one) => one.source !== list.source || one.listId !== list.listId)
  await local.writeDraft(listsKey(roundId), [...others, list] as unknown as Json)
}

/** Whoever was erased is in no list and in no unfinished import any more. @param people what was known of them */
export async function erasePeopleInImports(
  local: LocalStore,
  roundIds: readonly RoundId[],
  householdIds: readonly HouseholdId[],
  people: readonly Identity[],
): Promise<void> {
  const lines = await readDraftLines(local)
  const rounds = new Set([...roundIds, ...lines.map(({ roundId }) => roundId)])
  for (const roundId of rounds) {
    const lists = await readLists(local, roundId)
    const isKept = ({ householdId }: { readonly householdId: HouseholdId }) =>
      !householdIds.includes(householdId)
    if (lists.every(({ orders }) => orders.every(isKept))) continue
    const left = lists.map((list) => ({ ...list, orders: list.orders.filter(isKept) }))
    await local.writeDraft(listsKey(roundId), left as unknown as Json)
  }
  if (people.length === 0) return
  for (const line of lines) {
    const kept = await readDraft(local, line.draftId)
    if (!kept) continue
    const content = withoutPeople(kept.content, people)
    if (JSON.stringify(content) !== JSON.stringify(kept.content))
      await writeContent(local, line.draftId, content)
    const { fixes } = kept.draft
    const rows = Object.entries(fixes.rows).filter(([, cells]) => !cells.some((cell) => names(cell, people)))
    if (rows.length < Object.keys(fixes.rows).length)
      await writeDraft(local, { ...kept.draft, fixes: { ...fixes, rows: Object.fromEntries(rows) } }, line)
  }
}
