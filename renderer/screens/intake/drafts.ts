import type { ItemDecisions } from '../../../shared/intake/import/importRequest'
import type { KeptList } from '../../../shared/intake/import/keptLists'
import type { RowFixes } from '../../../shared/intake/import/rowFixes'
import type { ColumnMapping } from '../../../shared/intake/sheet/columns'
import type { Json } from '../../../shared/kernel/canonicalJson'
import type { OrderId, RoundId } from '../../../shared/kernel/ids'
import type { Keepable } from '../../intake/importMessages'
import type { LocalStore } from './localStore'

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
