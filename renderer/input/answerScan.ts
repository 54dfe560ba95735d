import type { CodeScan } from './codeScan'
import type { InputLayers, ScanAnswer, ScanHandler } from './inputLayers'

/** A screen that was opened for a scan has this long to be there, ms. */
const openingMs = 2_000

type Takers = ReturnType<InputLayers['scanTakers']>

/**
 * Asks the layers from the top until one takes the scan. One that opened another screen for it hands the scan on to
 * that screen, so that nobody has to scan twice; that happens once, so no two screens play ball with it.
 * @returns false if nobody took it.
 */
export async function answerScan(scan: CodeScan, layers: InputLayers): Promise<boolean> {
  const before = layers.scanTakers()
  const said = await ask(scan, before)
  if (said !== 'again') return said !== 'pass'
  const screens = await screensOpened(layers, before)
  return (await ask(scan, screens)) === undefined
}

async function ask(scan: CodeScan, takers: Takers): Promise<ScanAnswer> {
  for (const { onScan } of takers) {
    const said = await onScan(scan)
    if (said !== 'pass') return said ?? undefined
  }
  return 'pass'
}

/** Who takes scans once the screen has changed; nobody if it takes none. The app itself has been asked already. */
async function screensOpened(layers: InputLayers, before: Takers): Promise<Takers> {
  const known = new Set<ScanHandler>(before.map(({ onScan }) => onScan))
  const fresh = (): Takers =>
    layers.scanTakers().filter(({ level, onScan }) => level !== 'app' && !known.has(onScan))
  if (fresh().length > 0) return fresh()
  return new Promise((resolve) => {
    const done = (): void => {
      leave()
      clearTimeout(late)
      resolve(fresh())
    }
    const late = setTimeout(done, openingMs)
    // Layers change one by one while screens change places: look once all of them have.
    const leave = layers.subscribe(() => {
      if (fresh().length > 0) setTimeout(done, 0)
    })
  })
}
