import { boundKeys, type CommandsOf, type LayerName, layerNames } from './bindings'
import { useLayer } from './useLayer'

/**
 * Gives this component the keys of one layer of the table, while it is mounted (or `open`). A dialog blocks what
 * lies under it, but for function keys.
 */
export function useKeys<L extends LayerName>(
  layer: L,
  runs: Partial<Record<CommandsOf<L>, () => void>>,
  { open = true }: { readonly open?: boolean } = {},
): void {
  const level = layerNames[layer]
  useLayer({ name: layer, level, keys: boundKeys(layer, runs), blocks: level === 'dialog', open })
}
