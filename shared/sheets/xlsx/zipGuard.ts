import { FileRefused } from '../fileProblem'
import { fileLimits } from '../limits'

export interface ZipEntry {
  readonly name: string
  readonly packedBytes: number
  readonly inflatedBytes: number
}

/** Reads a zip's table of contents without inflating anything. */
export function listZip(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(bytes, view)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const entries: ZipEntry[] = []
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50)
      throw new FileRefused('file-damaged')
    if ((view.getUint16(at + 8, true) & 1) !== 0) throw new FileRefused('file-password')
    const nameLength = view.getUint16(at + 28, true)
    const extra = view.getUint16(at + 30, true)
    const comment = view.getUint16(at + 32, true)
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      packedBytes: view.getUint32(at + 20, true),
      inflatedBytes: view.getUint32(at + 24, true),
    })
    at += 46 + nameLength + extra + comment
  }
  return entries
}

function endOf(bytes: Uint8Array, view: DataView): number {
  const from = Math.max(0, bytes.length - 22 - 65_535)
  for (let at = bytes.length - 22; at >= from; at--) if (view.getUint32(at, true) === 0x06054b50) return at
  throw new FileRefused('file-damaged')
}

/** Refuses what would grow beyond all measure when inflated. @param entries only the parts that would be inflated */
export function refuseBomb(entries: readonly ZipEntry[]): void {
  let total = 0
  for (const entry of entries) {
    total += entry.inflatedBytes
    const ratio = entry.inflatedBytes / Math.max(1, entry.packedBytes)
    if (entry.inflatedBytes > fileLimits.ratioFromBytes && ratio > fileLimits.inflationRatio)
      refuse(entry.inflatedBytes)
  }
  if (total > fileLimits.inflatedBytes) refuse(total)
}

function refuse(bytes: number): never {
  throw new FileRefused('file-zip-bomb', {
    megabytes: Math.round(bytes / 1024 / 1024),
    limit: fileLimits.inflatedBytes / 1024 / 1024,
  })
}
