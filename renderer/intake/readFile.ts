import type { FileReading, OnProgress } from '../../shared/sheets/fileProblem'
import { fileLimits } from '../../shared/sheets/limits'
import type { FileAnswer, FileRequest } from './fileWorker'

export interface ReadFileOptions {
  /** Stops the reading; it answers 'file-cancelled'. */
  readonly signal?: AbortSignal
  readonly onProgress?: OnProgress
}

/** Reads a dropped or chosen file in a Worker of its own. Always answers; never rejects. */
export async function readFile(
  file: Blob,
  fileName: string,
  options: ReadFileOptions = {},
): Promise<FileReading> {
  if (file.size > fileLimits.fileBytes)
    return refused('file-too-big', fileName, {
      megabytes: Math.round(file.size / 1024 / 1024),
      limit: fileLimits.fileBytes / 1024 / 1024,
    })
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch (error) {
    // The file was moved, deleted, or is still open elsewhere.
    return refused('file-damaged', fileName, {
      detail: error instanceof Error ? error.message : String(error),
    })
  }
  return inWorker({ bytes, fileName }, options)
}

function inWorker(request: FileRequest, { signal, onProgress }: ReadFileOptions): Promise<FileReading> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve(refused('file-cancelled', request.fileName))
      return
    }
    const worker = new Worker(new URL('./fileWorker.ts', import.meta.url), { type: 'module' })
    const finish = (reading: FileReading): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      worker.terminate()
      resolve(reading)
    }
    const cancel = (): void => finish(refused('file-cancelled', request.fileName))
    const timer = setTimeout(
      () => finish(refused('file-too-slow', request.fileName, { seconds: fileLimits.readingMs / 1000 })),
      fileLimits.readingMs,
    )
    signal?.addEventListener('abort', cancel)
    worker.addEventListener('message', ({ data }: MessageEvent<FileAnswer>) => {
      if (data.kind === 'progress') onProgress?.(data.done)
      else finish(data.reading)
    })
    worker.addEventListener('error', (event) =>
      finish(refused('file-damaged', request.fileName, { detail: event.message })),
    )
    worker.postMessage(request, [request.bytes.buffer])
  })
}

function refused(
  code: Extract<FileReading, { ok: false }>['problem']['code'],
  file: string,
  params: Readonly<Record<string, string | number>> = {},
): FileReading {
  return { ok: false, problem: { code, params: { ...params, file } } }
}
