import type { z } from 'zod'
import { partsIn } from '../../shared/contract/framed'
import { jsonOf } from '../storage/packedJson'
import type { Bytes } from './heard'

/** Something the centre packed once and for all: what it says, and its bytes as they came. */
export interface Part<T> {
  readonly value: T
  readonly bytes: Bytes
}

/** Reads an answer of that type; any other is one part in JSON. @throws where a part does not say what it should */
export function partsRead<T>(type: string, part: z.ZodType<T>) {
  return async (all: Bytes, { headers }: Response): Promise<Part<T>[]> => {
    const parts: Part<T>[] = []
    for (const bytes of headers.get('content-type')?.startsWith(type) ? partsIn(all) : [all])
      parts.push({ bytes, value: part.parse(await jsonOf(bytes)) })
    return parts
  }
}
