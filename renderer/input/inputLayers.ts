/**
 * Who gets a key or a scan: a stack of layers, the top-most that wants it. Opening a dialog pushes a layer, closing
 * it takes exactly that one away; there is no switch that could be left in the wrong position.
 * @module
 */
import type { CodeScan } from './codeScan'

/** From bottom to top. Within a level the later one is on top. */
export const layerLevels = ['app', 'screen', 'panel', 'dialog'] as const
export type LayerLevel = (typeof layerLevels)[number]

/**
 * What a handler says of a scan; nothing when it answered. 'pass': not for this layer, ask the one below.
 * 'again': another screen was opened for it, whoever is on top then answers.
 */
export type ScanAnswer = undefined | 'pass' | 'again'
export type ScanHandler = (scan: CodeScan) => void | ScanAnswer | Promise<void> | Promise<ScanAnswer>

export type InputLayer = {
  readonly name: string
  readonly level: LayerLevel
  /** Key name (keyName) to what it does. Read at every press, so it may change. */
  keys?(): ReadonlyMap<string, () => void>
  onScan?: ScanHandler | undefined
  /** Digits typed outside a field are collected for this layer. */
  readonly digits?: boolean | undefined
  /** Keys this layer does not know do not reach the ones below; function keys and Ctrl combinations do. */
  readonly blocks?: boolean | undefined
  /** Scans wait, in order, until this layer is gone. */
  readonly holdsScans?: boolean | undefined
}

export type InputLayers = {
  /** @returns takes this layer away, wherever in the stack it is by then; a second call does nothing. */
  push(layer: InputLayer): () => void
  keyRun(name: string): (() => void) | undefined
  /** Name of the layer that would answer a key now. */
  keyLayer(name: string): string | undefined
  scanHandler(): ScanHandler | 'hold' | undefined
  /** Everyone who would take a scan, from the top. */
  scanTakers(): readonly { readonly level: LayerLevel; readonly onScan: ScanHandler }[]
  digitsLayer(): InputLayer | undefined
  subscribe(onChange: () => void): () => void
}

const reachesThrough = /^(F\d{1,2}$|ctrl\+|alt\+|meta\+)/

const height = (layer: InputLayer): number => layerLevels.indexOf(layer.level)

export function createInputLayers(): InputLayers {
  let stack: readonly InputLayer[] = []
  const listeners = new Set<() => void>()
  const change = (next: readonly InputLayer[]): void => {
    stack = next
    for (const listener of listeners) listener()
  }
  const fromTop = (): readonly InputLayer[] => stack.toReversed()

  const answering = (name: string) => {
    for (const layer of fromTop()) {
      const run = layer.keys?.().get(name)
      if (run) return { layer, run }
      if (layer.blocks && !reachesThrough.test(name)) return undefined
    }
    return undefined
  }

  return {
    push: (layer) => {
      const place = stack.findLastIndex((other) => height(other) <= height(layer)) + 1
      change(stack.toSpliced(place, 0, layer))
      return () => {
        if (stack.includes(layer)) change(stack.filter((other) => other !== layer))
      }
    },
    keyRun: (name) => answering(name)?.run,
    keyLayer: (name) => answering(name)?.layer.name,
    scanHandler: () => {
      for (const layer of fromTop()) {
        if (layer.holdsScans) return 'hold'
        if (layer.onScan) return layer.onScan
      }
      return undefined
    },
    scanTakers: () => fromTop().flatMap(({ level, onScan }) => (onScan ? [{ level, onScan }] : [])),
    digitsLayer: () => {
      const wants = fromTop().find((layer) => layer.digits)
      const blocked = stack.some((layer) => layer.blocks && wants && height(layer) > height(wants))
      return blocked ? undefined : wants
    },
    subscribe: (onChange) => {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
  }
}
