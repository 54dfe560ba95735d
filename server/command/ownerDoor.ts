import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * The embedded database belongs to one process. While the centre runs, a command is handed to it: over loopback,
 * with a secret that lies in the centre's folder, readable by its owner alone.
 */
export interface OwnerDoor {
  readonly address: string
  readonly secret: string
}

export const ownerPath = '/owner/command'
const door = z.object({ address: z.string(), secret: z.string() })
const fileOf = (folder: string): string => join(folder, 'running.json')

/** @returns closes it */
export function openOwnerDoor(folder: string, at: OwnerDoor): () => void {
  writeFileSync(fileOf(folder), JSON.stringify(at), { mode: 0o600 })
  return () => rmSync(fileOf(folder), { force: true })
}

export function findOwnerDoor(folder: string): OwnerDoor | undefined {
  try {
    return door.parse(JSON.parse(readFileSync(fileOf(folder), 'utf8')))
  } catch {
    return undefined
  }
}

/** What the running centre answered. */
export async function askRunning({ address, secret }: OwnerDoor, argv: readonly string[], folder: string) {
  const response = await fetch(`${address}${ownerPath}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ argv, folder }),
    signal: AbortSignal.timeout(600_000),
  })
  return z.object({ ok: z.boolean(), text: z.string() }).parse(await response.json())
}
