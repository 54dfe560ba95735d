import { classifyScan } from '../../shared/intake/codes/classifyScan'
import type { CodeSettings } from '../../shared/intake/codes/codeSettings'
import { afterRender } from './afterRender'
import { answerScan } from './answerScan'
import { bindings, refuseDoubleKeys } from './bindings'
import type { CodeScan } from './codeScan'
import { createInputLayers, type InputLayers } from './inputLayers'
import { routeKey } from './keyRouter'
import type { KeyStroke } from './keyStroke'
import type { Scan } from './scanAssembler'
import { listenForScans } from './scanner'
import type { ScannerSettings } from './scannerSettings'
import { createScanQueue, type ScanQueue } from './scanQueue'
import { createTypedNumber, type TypedNumber } from './typedNumber'

export type InputSettings = { readonly scanner: ScannerSettings; readonly codes: CodeSettings }

export type InputOptions = {
  settings(): InputSettings
  /** No open layer takes this scan: say so, do not stay silent. */
  onUnclaimedScan(scan: CodeScan): void
  /** A handler failed; the next scan is answered all the same. */
  onFault(fault: unknown, scan: CodeScan): void
}

/** Everything between the keyboard and the screens. One per window. */
export type Input = {
  readonly layers: InputLayers
  readonly queue: ScanQueue<CodeScan>
  readonly typed: TypedNumber
  /** Takes a code from elsewhere (camera, test bench) the way a scanned one goes. */
  takeText(text: string, atMs: number): void
  /** Hears every key press as it comes, for calibrating a scanner, until the returned function is called. */
  hearStrokes(onStroke: (stroke: KeyStroke) => void): () => void
  listen(target: Window & typeof globalThis): () => void
}

/** @throws Error if the table of keys contradicts itself. */
export function createInput(options: InputOptions): Input {
  refuseDoubleKeys(bindings)
  const layers = createInputLayers()
  const typed = createTypedNumber()

  const queue = createScanQueue<CodeScan>({
    ready: () => layers.scanHandler() !== 'hold',
    consume: async (scan) => {
      if (!(await answerScan(scan, layers))) options.onUnclaimedScan(scan)
      // The next scan is answered by the screen as this one left it.
      await afterRender()
    },
    onFault: options.onFault,
  })
  let digitsLayer = layers.digitsLayer()
  layers.subscribe(() => {
    // A number belongs to the screen it was typed on.
    if (layers.digitsLayer() !== digitsLayer) typed.clear()
    digitsLayer = layers.digitsLayer()
    queue.wake()
  })

  const onScan = (scan: Scan): void => {
    const code = classifyScan(scan.text, options.settings().codes)
    queue.push({ ...scan, code, typedBefore: typed.take() })
  }
  const strokeListeners = new Set<(stroke: KeyStroke) => void>()
  let beforeLateKeys = ''
  const onKey = (stroke: KeyStroke): boolean => routeKey(stroke, layers, typed)

  return {
    layers,
    queue,
    typed,
    takeText: (text, atMs) => onScan({ text, atMs, endMs: atMs, ended: 'suffix', ime: false }),
    hearStrokes: (onStroke) => {
      strokeListeners.add(onStroke)
      return () => strokeListeners.delete(onStroke)
    },
    listen: (target) =>
      listenForScans(target, {
        settings: () => options.settings().scanner,
        onScan,
        onKey,
        onStroke: (stroke) => {
          for (const listener of strokeListeners) listener(stroke)
        },
        onLateKeys: (strokes) => {
          beforeLateKeys = typed.text()
          for (const stroke of strokes) onKey(stroke)
        },
        onRejoined: () => typed.set(beforeLateKeys),
      }),
  }
}
