import { heartbeatMs } from '../../shared/contract/stream'

const stillHere = new TextEncoder().encode(':\n\n')

export interface CarriedHow {
  /** In the time of the simulation. */
  wait(ms: number, signal: AbortSignal): Promise<void>
  /** Aborted, the line is cut. */
  readonly cut: AbortController
  /** Asked with every piece: from then on nothing comes through, and nobody says so. */
  fallsSilent(): boolean
}

/** The centre's stream at the other end of a line. */
export function carriedStream(
  body: ReadableStream<Uint8Array>,
  { wait, cut, fallsSilent }: CarriedHow,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  const { signal } = cut
  let isSilent = false
  return new ReadableStream<Uint8Array>({
    start: (into) => {
      const bring = (piece: Uint8Array) => {
        isSilent ||= fallsSilent()
        if (!isSilent && !signal.aborted) into.enqueue(piece)
      }
      const listen = async () => {
        for (;;) {
          const { done, value } = await reader.read()
          if (done) return signal.aborted || into.close()
          // Its heart beats by the machine's clock.
          if (value.length > stillHere.length) bring(value)
        }
      }
      const beat = async () => {
        for (;;) {
          await wait(heartbeatMs, signal)
          if (signal.aborted) return
          bring(stillHere)
        }
      }
      const end = () => {
        into.error(new TypeError('cut off'))
        void reader.cancel()
      }
      signal.addEventListener('abort', end)
      if (signal.aborted) end()
      void listen().then(() => cut.abort())
      void beat()
    },
    cancel: () => cut.abort(),
  })
}
