import { useLayoutEffect, useRef } from 'react'
import { useInput } from './inputContext'
import type { LayerLevel, ScanHandler } from './inputLayers'

export type LayerUse = {
  readonly name: string
  readonly level: LayerLevel
  readonly keys?: ReadonlyMap<string, () => void>
  readonly onScan?: ScanHandler
  readonly digits?: boolean
  readonly blocks?: boolean
  readonly holdsScans?: boolean
  /** False takes the layer away for the time being. */
  readonly open?: boolean
}

/**
 * A layer for as long as the component is mounted. Keys and handler may be new at every render, the layer keeps its
 * place. Layout effects, so that a change of screens leaves no moment in which a scan finds nobody.
 */
export function useLayer(layer: LayerUse): void {
  const { layers } = useInput()
  const latest = useRef(layer)
  useLayoutEffect(() => {
    latest.current = layer
  })
  const { name, level, digits, blocks, holdsScans, open = true } = layer
  const takesScans = layer.onScan !== undefined
  useLayoutEffect(() => {
    if (!open) return undefined
    return layers.push({
      name,
      level,
      digits,
      blocks,
      holdsScans,
      keys: () => latest.current.keys ?? new Map(),
      onScan: takesScans ? (scan) => latest.current.onScan?.(scan) : undefined,
    })
  }, [layers, name, level, digits, blocks, holdsScans, takesScans, open])
}
