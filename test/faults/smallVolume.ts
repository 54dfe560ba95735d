import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk of its own that can be filled to the last byte, and given room again. */
export interface SmallVolume {
  readonly folder: string
  /** Takes all there is but so many bytes. */
  fill(butBytes?: number): void
  makeRoom(): void
  remove(): void
}

/** @returns undefined where this system lets nobody like us mount one */
export function smallVolume(megabytes: number): SmallVolume | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'tuandian-volume-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' })
  } catch {
    rmSync(folder, { recursive: true })
    return undefined
  }
  // Not only ours: PostgreSQL runs as a user of its own.
  chmodSync(folder, 0o777)
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill: (butBytes = 0) => {
      const { bavail, bsize } = statfsSync(folder)
      try {
        writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - butBytes)))
      } catch {
        // somebody else wrote as well: it is full
      }
    },
    makeRoom: () => truncateSync(ballast),
    remove: () => {
      execFileSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true })
    },
  }
}
