import { createHash } from 'node:crypto'
import type { TakenPhoto } from '../../renderer/commands/keepPhoto'

/** A picture of so many bytes, which no camera took; the same for the same number. */
export function aTakenPhoto(bytes: number): TakenPhoto {
  const content = Uint8Array.from({ length: bytes }, (_, i) => (i * 37 + (i >> 8) * 11 + bytes) % 256)
  const sha256 = createHash('sha256').update(content).digest('hex')
  const terms = { sha256, bytes, width: 1600, height: 1200, mime: 'image/jpeg' } as const
  return { terms, picture: new Blob([content], { type: 'image/jpeg' }) }
}
