import type { z } from 'zod'
import { partsIn } from '../../shared/contract/framed'
import { jsonOf } from '../storage/packedJson'
import type { Bytes } from './heard'
import { untilStopped } from './untilStopped'

/** Something the centre packed once and for all: what it says, and its bytes as they came. */
export interface Part<T> {
  readonly value: T
  readonly bytes: Bytes
}

export interface PartHow<T> {
  /** Of the answer; any other is one part in JSON. */
  readonly type: string
  readonly part: z.ZodType<T>
  /** Resolves when every entry asked for so far is on the disk: reading a part takes a while in one piece. */
  quiet(): Promise<void>
}

/** Reads an answer. @throws where a part does not say what it should */
export function partsRead<T>({ type, part, quiet }: PartHow<T>, signal: AbortSignal) {
  const turn = () => untilStopped(quiet(), signal)
  return async (all: Bytes, { headers }: Response): Promise<Part<T>[]> => {
    const parts: Part<T>[] = []
    for (const bytes of headers.get('content-type')?.startsWith(type) ? partsIn(all) : [all]) {
      await turn()
      parts.push({ bytes, value: part.parse(await jsonOf(bytes, turn)) })
    }
    return parts
  }
}
