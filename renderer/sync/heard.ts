import { type Problem, problem } from '../../shared/contract/syncProblem'

export type Bytes = Uint8Array<ArrayBuffer>

/** An answer with all that is in it. */
export interface Heard {
  readonly response: Response
  readonly bytes: Bytes
  /** The PC's clock when it was whole, ms since 1970 UTC. */
  readonly atMs: number
  /** From the question until then, ms. */
  readonly tookMs: number
}

/** @throws where it is no JSON */
export function jsonIn(bytes: Bytes): unknown {
  return JSON.parse(new TextDecoder().decode(bytes))
}

/** The whole of it; on a slow line every piece that comes is a sign of life. */
export async function bytesOf({ body }: Response, hears: () => void): Promise<Bytes> {
  const reader = body?.getReader()
  for (const pieces: Bytes[] = []; ; ) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
    hears()
    if (done) return joined(pieces)
    pieces.push(value)
  }
}

function joined(pieces: readonly Bytes[]): Bytes {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

/** What the centre says of what it cannot read, and a proxy of what it does not let through. */
export function isUnreadable({ response: { status }, bytes }: Heard): boolean {
  return status >= 400 && status < 500 && (problemIn(bytes)?.code ?? 'bad-json') === 'bad-json'
}

/** Undefined where it is not the centre's. */
export function problemIn(bytes: Bytes): Problem | undefined {
  try {
    return problem.safeParse(jsonIn(bytes)).data
  } catch {
    return undefined
  }
}
