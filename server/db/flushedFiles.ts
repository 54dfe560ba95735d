import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite, type postgresMod } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** "Input/output error", by the number the database knows it by. */
const failed = 29

/** What of NODEFS is used here; Emscripten has no types for it. */
interface NodeFiles {
  realPath(node: unknown): string
  readonly stream_ops: {
    fsync?(stream: { readonly nfd: number; readonly node: { readonly isFolder: boolean } }): number
  }
}

/**
 * The folder of an embedded database that is flushed to the disk whenever the database asks for it. As it comes it asks
 * for nothing (`-F`), and its file system has no answer to it: what it had acknowledged, a power cut took.
 */
export class FlushedFiles extends NodeFS {
  /** To start it with: it asks, and by the one call that the file system can be given. */
  static readonly startParams = [
    ...PGlite.defaultStartParams.filter((one) => one !== '-F'),
    ...['-c', 'wal_sync_method=fsync'],
  ]

  /** @param flushed is told of each file and folder that is on the disk now */
  constructor(
    folder: string,
    private readonly flushed: (path: string) => void = () => {},
  ) {
    super(folder)
  }

  override async init(...how: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(...how)
    const answer = ({ FS }: postgresMod.PostgresMod) =>
      this.answerIn(FS.filesystems['NODEFS'] as unknown as NodeFiles)
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), answer] } }
  }

  /** All of it: a database that was just made has been written without asking. */
  flushAll(): void {
    const inside = readdirSync(this.rootDir, { recursive: true, encoding: 'utf8' })
    for (const name of ['', ...inside]) {
      const path = join(this.rootDir, name)
      const file = openSync(path, 'r')
      flushIfItMay(file)
      closeSync(file)
      this.flushed(path)
    }
  }

  private answerIn(files: NodeFiles): void {
    files.stream_ops.fsync = ({ nfd, node }) => {
      try {
        if (node.isFolder) flushIfItMay(nfd)
        else fsyncSync(nfd)
        this.flushed(files.realPath(node))
        return 0
      } catch {
        return failed
      }
    }
  }
}

/** Windows flushes no folder, and nothing that is open for reading only. */
function flushIfItMay(file: number): void {
  try {
    fsyncSync(file)
  } catch (error) {
    if (process.platform !== 'win32') throw error
  }
}
