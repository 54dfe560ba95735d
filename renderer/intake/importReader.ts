import type { ImportProposal } from '../../shared/intake/import/importProposal'
import type { Keepable } from '../../shared/intake/import/keepable'
import type { FileProblem } from '../../shared/sheets/fileProblem'
import { fileLimits } from '../../shared/sheets/limits'
import {
  type ImportAsk,
  type ImportTold,
  type LongList,
  longLists,
  type Opened,
  type ProposalWish,
} from './importMessages'

/** One thing being imported: opened once, read again after every correction. Close it when it is done with. */
export class ImportReader {
  private worker: Worker | undefined
  private seq = 0
  private endOpening: ((opened: Opened) => void) | undefined
  private onProgress: ((done: number) => void) | undefined
  private wanted:
    | { readonly seq: number; readonly resolve: (proposal: ImportProposal | null) => void }
    | undefined
  private slices: Partial<Record<LongList, unknown[]>> = {}
  private fileName = ''

  /** Always answers; whatever happens becomes a problem with its sentence. */
  async openFile(file: Blob, fileName: string, onProgress: (done: number) => void): Promise<Opened> {
    this.fileName = fileName
    if (file.size > fileLimits.fileBytes) {
      const megabytes = 1024 * 1024
      return this.refused('file-too-big', {
        megabytes: Math.round(file.size / megabytes),
        limit: fileLimits.fileBytes / megabytes,
      })
    }
    let bytes: Uint8Array
    try {
      bytes = new Uint8Array(await file.arrayBuffer())
    } catch (error) {
      // The file was moved, deleted, or is still open elsewhere.
      return this.refused('file-damaged', { detail: error instanceof Error ? error.message : String(error) })
    }
    this.onProgress = onProgress
    return this.opening({ ask: 'open-file', bytes, fileName }, [bytes.buffer])
  }

  openText(text: string): Promise<Opened> {
    return this.opening({ ask: 'open-text', text })
  }

  openKept(kept: Keepable): Promise<Opened> {
    return this.opening({ ask: 'open-kept', kept })
  }

  /** Null when a newer wish came before the answer, or the reading was stopped. */
  propose(wish: ProposalWish): Promise<ImportProposal | null> {
    this.wanted?.resolve(null)
    this.seq += 1
    const { seq } = this
    this.slices = {}
    return new Promise((resolve) => {
      this.wanted = { seq, resolve }
      this.ask({ ask: 'propose', seq, wish })
    })
  }

  /** Stops whatever is going on; what was opened is gone. */
  close(): void {
    this.worker?.terminate()
    this.worker = undefined
    this.endOpening?.(this.refused('file-cancelled'))
    this.endOpening = undefined
    this.wanted?.resolve(null)
    this.wanted = undefined
  }

  private opening(asked: ImportAsk, transfer: Transferable[] = []): Promise<Opened> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.endOpening?.(this.refused('file-too-slow', { seconds: fileLimits.readingMs / 1000 }))
        this.close()
      }, fileLimits.readingMs)
      this.endOpening = (opened) => {
        clearTimeout(timer)
        this.endOpening = undefined
        resolve(opened)
      }
      this.ask(asked, transfer)
    })
  }

  private ask(asked: ImportAsk, transfer: Transferable[] = []): void {
    this.worker ??= this.startWorker()
    this.worker.postMessage(asked, transfer)
  }

  private startWorker(): Worker {
    const worker = new Worker(new URL('./importWorker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<ImportTold>) => this.hear(data))
    worker.addEventListener('error', (event) => {
      this.endOpening?.(this.refused('file-damaged', { detail: event.message }))
      this.close()
    })
    return worker
  }

  private hear(told: ImportTold): void {
    if (told.told === 'progress') this.onProgress?.(told.done)
    else if (told.told === 'opened') this.endOpening?.(told.opened)
    else if (told.seq !== this.wanted?.seq) return
    else if (told.told === 'slice') this.collect(told.list, told.items)
    else this.answer(told.head)
  }

  private collect(list: LongList, items: readonly unknown[]): void {
    const collected = this.slices[list] ?? []
    for (const item of items) collected.push(item)
    this.slices[list] = collected
  }

  private answer(head: ImportProposal): void {
    const { wanted, slices } = this
    this.wanted = undefined
    if (head.status !== 'read') wanted?.resolve(head)
    else {
      const lists = Object.fromEntries(longLists.map((list) => [list, slices[list] ?? []]))
      wanted?.resolve({ ...head, ...lists })
    }
    this.slices = {}
  }

  private refused(code: FileProblem['code'], params: FileProblem['params'] = {}): Opened {
    return { ok: false, problem: { code, params: { ...params, file: this.fileName } } }
  }
}
