const everyMs = 10_000

/**
 * Says every ten seconds that a command is still at work, and what a PostgreSQL may be waiting for in silence.
 * @returns ends it
 */
export function stillAtIt(isServer: boolean, say: (line: string) => void): () => void {
  let tookMs = 0
  const timer = setInterval(() => {
    tookMs += everyMs
    say(`Still at it after ${tookMs / 1_000} s.`)
    if (isServer && tookMs === 3 * everyMs)
      say('A PostgreSQL whose synchronous standby is away lets nothing be written and does not say so.')
  }, everyMs)
  return () => clearInterval(timer)
}
