import { z } from 'zod'
import type { Json } from '../../shared/kernel/canonicalJson'
import type { LocalStore } from '../storage/localStore'

const note = z.object({ deviceId: z.string(), sharedUpTo: z.number() })

/** Another desk writes in this one's name: from the next start on it goes on in a name of its own. */
export type TwinNote = z.infer<typeof note>

const key = 'centre-twin'

export async function noteTwin(local: LocalStore, twin: TwinNote): Promise<void> {
  await local.writeSetting(key, twin satisfies Json)
}

/** It is about this generation of the records: the next one begins without it. */
export async function readTwin(local: LocalStore): Promise<TwinNote | undefined> {
  const kept = note.safeParse(await local.readSetting(key))
  return kept.success ? kept.data : undefined
}
