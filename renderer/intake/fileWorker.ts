/** Runs in a module Worker: a file of 50,000 rows never stops the screen, nor a scan. */
import type { FileReading } from '../../shared/sheets/fileProblem'
import { readBytes } from '../../shared/sheets/readBytes'

export interface FileRequest {
  readonly bytes: Uint8Array
  readonly fileName: string
}

export type FileAnswer =
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'reading'; readonly reading: FileReading }

addEventListener('message', (event: MessageEvent<FileRequest>) => {
  const answer = (message: FileAnswer): void => postMessage(message)
  const reading = readBytes(event.data.bytes, event.data.fileName, (done) =>
    answer({ kind: 'progress', done }),
  )
  answer({ kind: 'reading', reading })
})
