import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { codeOf } from '../codeOf'

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

/** Nobody behind the door has the secret, yet or any more: nothing was done. */
export class DoorShut extends Error {}

/** The answer got lost on its way: what was asked for may be done, or still be going on. */
export class AnswerLost extends Error {}

const answered = z.object({ ok: z.boolean(), text: z.string(), fault: z.boolean().optional() })
const mostMs = 600_000

/** What the running centre answered. @throws DoorShut, AnswerLost */
export async function askRunning({ address, secret }: OwnerDoor, argv: readonly string[], folder: string) {
  try {
    const response = await fetch(`${address}${ownerPath}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ argv, folder }),
      signal: AbortSignal.timeout(mostMs),
    })
    if (response.status === 404) throw new DoorShut(`at ${address} nobody knows the secret`)
    return answered.parse(await response.json())
  } catch (error) {
    if (error instanceof DoorShut) throw error
    if (codeOf(Object(error).cause) === 'ECONNREFUSED') throw new DoorShut(`at ${address} nobody answers`)
    throw new AnswerLost(
      'The running centre was asked and gave no answer that can be read: it ended, or is still at it. Look whether it runs and what came of the command before you type it again.',
    )
  }
}
