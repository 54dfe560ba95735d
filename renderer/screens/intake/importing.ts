import { currentRound } from '../../../shared/domain/round/currentRound'
import type { ImportProposal } from '../../../shared/intake/import/importProposal'
import type { ItemDecision, ItemDecisions } from '../../../shared/intake/import/importRequest'
import { noFixes, type RowFixes } from '../../../shared/intake/import/rowFixes'
import type { ColumnMapping } from '../../../shared/intake/sheet/columns'
import { businessDayAt } from '../../../shared/kernel/businessDay'
import { idOf, type OrderId, type RoundId } from '../../../shared/kernel/ids'
import type { FileProblem } from '../../../shared/sheets/fileProblem'
import type { Desk } from '../../commands/desk'
import type { Opened } from '../../intake/importMessages'
import { ImportReader } from '../../intake/importReader'
import {
  deleteDraft,
  type ImportDraft,
  readDraft,
  readLists,
  writeContent,
  writeDraft,
} from '../../point/importDrafts'
import { knownMapping } from './knownMappings'
import type { LocalStore } from './localStore'

/** One import as it stands on the screen. */
export interface ImportState {
  readonly draftId: string
  readonly roundId: RoundId
  readonly name: string
  readonly from: 'file' | 'paste'
  /** 0 to 1 while the file is being opened; null afterwards. */
  readonly opening: number | null
  /** True while a change is being read; what is shown is from before it. */
  readonly reading: boolean
  readonly fileProblem: FileProblem | null
  readonly sheets: readonly { readonly name: string; readonly rows: number }[]
  readonly sheet: number
  readonly proposal: ImportProposal | null
  /** 'ask': a person wants to say what the columns mean. */
  readonly mapping: ColumnMapping | 'ask' | null
  readonly defaultItem: string | null
  readonly fixes: RowFixes
  readonly items: ItemDecisions
  readonly against: string | 'none' | null
  readonly cancelling: readonly OrderId[]
  /** False when the content is too large to survive a closed window. */
  readonly keepable: boolean
}

/** What a person may change of an import; each change reads it again. */
export type ImportChange = Partial<
  Pick<
    ImportState,
    'sheet' | 'mapping' | 'defaultItem' | 'fixes' | 'items' | 'against' | 'cancelling' | 'name'
  >
>

const changesWithoutReading = new Set(['cancelling', 'name'])
const scansPerOrder = 8
const longestName = 40

/**
 * The import a person is at: opened in a worker, read again after every change, kept sealed so that a closed
 * window loses nothing. One at a time; outlives the screen.
 */
export class Importing {
  state: ImportState | null = null
  private reader = new ImportReader()
  private isKept = false
  /** Grows with every change, also of the drafts. */
  revision = 0
  private readonly listeners = new Set<() => void>()
  private saving: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly desk: Desk,
    private readonly scanHousehold: () => string,
  ) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  async openFile(file: File, roundId: RoundId | null): Promise<void> {
    const reader = this.begin(file.name, 'file', roundId)
    await this.opened(reader, await reader.openFile(file, file.name, (done) => this.put({ opening: done })))
  }

  async openText(text: string, name: string, roundId: RoundId | null): Promise<void> {
    const reader = this.begin(name, 'paste', roundId)
    await this.opened(reader, await reader.openText(text))
  }

  async resume(draftId: string): Promise<boolean> {
    const kept = await readDraft(this.desk.point.local, draftId)
    if (kept === undefined) return false
    const { draft, content } = kept
    const reader = this.begin(draft.name, draft.from, draft.roundId)
    this.put({ ...draft })
    await this.opened(reader, await reader.openKept(content))
    return true
  }

  change(change: ImportChange): void {
    if (this.state === null) return
    this.put(change)
    this.save()
    if (Object.keys(change).some((key) => !changesWithoutReading.has(key))) void this.read()
  }

  decide(itemKey: string, decision: ItemDecision): void {
    if (this.state) this.change({ items: { ...this.state.items, [itemKey]: decision } })
  }

  fixRow(row: number, cells: readonly string[]): void {
    const { fixes } = this.state ?? { fixes: noFixes }
    this.change({ fixes: { ...fixes, rows: { ...fixes.rows, [row]: cells } } })
  }

  dropRow(row: number): void {
    const { fixes } = this.state ?? { fixes: noFixes }
    this.change({ fixes: { ...fixes, dropped: [...fixes.dropped, row] } })
  }

  /** Reads again against the round as it stands now. */
  async read(): Promise<void> {
    const { state, reader, desk } = this
    if (state === null) return
    this.put({ reading: true })
    const { local } = desk.point
    const [lists, secret] = await Promise.all([readLists(local, state.roundId), desk.householdSecret()])
    const fold = desk.point.picture.round(state.roundId)
    const nowMs = desk.nowMs()
    const now = this.state
    if (now === null || reader !== this.reader) return
    if (secret === null) {
      this.put({ reading: false, proposal: null, fileProblem: { code: 'file-secret-lost', params: {} } })
      return
    }
    const { fixes, items, against, sheet, mapping, defaultItem } = now
    const proposal = await reader.propose({
      ...{ fixes, items, against, sheet, mapping, defaultItem, lists, scansPerOrder },
      place: {
        siteId: desk.identity.siteId,
        siteSecret: secret,
        roundId: state.roundId,
        today: businessDayAt(nowMs),
        nowMs,
      },
      listed: fold?.members('products').flatMap((id) => fold.state('product', id)?.product ?? []) ?? [],
      known: fold?.members('orders').flatMap((id) => fold.state('order', id)?.order ?? []) ?? [],
      scanHousehold: this.scanHousehold(),
    })
    if (proposal === null || reader !== this.reader) return
    if (proposal.status === 'needs-mapping' && mapping === null) {
      const remembered = await knownMapping(local, proposal.columns)
      if (remembered) {
        this.change({ mapping: remembered })
        return
      }
    }
    this.put({ proposal, reading: false })
    // A pasted list is found again among the drafts by its own title.
    if (proposal.status === 'read' && proposal.title !== '' && now.from === 'paste')
      this.put({ name: proposal.title.slice(0, longestName) })
    this.save()
  }

  /** Leaves the screen; the draft stays in the list of open imports. */
  leave(): void {
    this.reader.close()
    this.reader = new ImportReader()
    this.state = null
    this.tell()
  }

  /** Gives the import up for good, or is done with it. */
  async discard(): Promise<void> {
    const { state } = this
    this.leave()
    if (state === null) return
    await this.saving
    await deleteDraft(this.desk.point.local, state.draftId)
    this.tell()
  }

  /** After it was taken in: what is left waits as a draft, what is complete is gone. */
  async settle(): Promise<void> {
    await this.read()
    if (this.waiting() === 0) await this.discard()
  }

  /** Rows and orders that still wait for somebody. */
  waiting(): number {
    const { proposal } = this.state ?? {}
    if (proposal?.status !== 'read') return proposal?.status === 'needs-mapping' ? 1 : 0
    return proposal.held.length + proposal.orders.filter(({ standing }) => standing === 'held').length
  }

  private begin(name: string, from: 'file' | 'paste', roundId: RoundId | null): ImportReader {
    this.reader.close()
    this.reader = new ImportReader()
    this.isKept = false
    this.state = {
      draftId: this.desk.newId(),
      // Without an open round the first import opens one.
      roundId: roundId ?? this.freshRound(),
      ...{ name, from, opening: 0, reading: false, fileProblem: null, sheets: [], sheet: 0, proposal: null },
      ...{ mapping: null, defaultItem: null, fixes: noFixes, items: {}, against: null, cancelling: [] },
      keepable: true,
    }
    this.tell()
    return this.reader
  }

  private freshRound(): RoundId {
    return idOf<RoundId>(this.desk.newId())
  }

  private async opened(reader: ImportReader, opened: Opened): Promise<void> {
    if (reader !== this.reader || this.state === null) return
    if (!opened.ok) {
      this.put({ opening: null, fileProblem: opened.problem })
      return
    }
    const { keepable } = opened
    this.isKept = keepable !== null
    if (keepable) this.keep((local, draftId) => writeContent(local, draftId, keepable))
    const largest = opened.sheets.reduce(
      (best, one, i, all) => (one.rows > (all[best]?.rows ?? 0) ? i : best),
      0,
    )
    const { sheet } = this.state
    const keepSheet = sheet > 0 && sheet < opened.sheets.length
    this.put({
      opening: null,
      sheets: opened.sheets,
      sheet: keepSheet ? sheet : largest,
      keepable: opened.keepable !== null,
    })
    await this.read()
  }

  private save(): void {
    const { state, isKept } = this
    if (state === null || !isKept) return
    const { draftId, roundId, name, from, sheet, mapping, defaultItem, fixes, items, against, cancelling } =
      state
    const draft: ImportDraft = {
      ...{ draftId, roundId, name, from, sheet, mapping, defaultItem, fixes, items, against, cancelling },
    }
    const line = { draftId, roundId, name, from, savedAtMs: this.desk.nowMs(), waiting: this.waiting() }
    this.keep((local) => writeDraft(local, draft, line))
  }

  private keep(write: (local: LocalStore, draftId: string) => Promise<void>): void {
    const { draftId } = this.state ?? { draftId: '' }
    this.saving = this.saving
      .then(() => write(this.desk.point.local, draftId))
      .catch(() => this.put({ keepable: false }))
      .then(() => {
        if (this.state === null) this.tell()
      })
  }

  private put(change: Partial<ImportState>): void {
    if (this.state === null) return
    this.state = { ...this.state, ...change }
    this.tell()
  }

  private tell(): void {
    this.revision += 1
    for (const listener of this.listeners) listener()
  }
}

/** True once the round of this import is open. */
export function isOpen(desk: Desk, roundId: RoundId): boolean {
  const fold = desk.point.picture.round(roundId)
  return fold !== undefined && currentRound(fold)?.opened != null
}
