import { useSyncExternalStore } from 'react'
import { useInput } from './inputContext'
import type { LayerLevel, ScanHandler } from './inputLayers'
import { useLayer } from './useLayer'

/**
 * Scans come here while the component is mounted and nothing above takes them; the next one waits until the promise
 * of the last is settled. Use level 'app' for what a scan does on screens that take none.
 */
export function useScan(
  onScan: ScanHandler,
  { level = 'screen', open = true }: { readonly level?: LayerLevel; readonly open?: boolean } = {},
): void {
  useLayer({ name: 'scan', level, onScan, open })
}

/** While `open`, scans wait in order: for the rare dialog that must be answered first. */
export function useHeldScans(open: boolean): void {
  useLayer({ name: 'hold', level: 'dialog', holdsScans: true, open })
}

/** Scans waiting, with the one being answered. */
export function useWaitingScans(): number {
  const { queue } = useInput()
  return useSyncExternalStore(queue.subscribe, queue.length)
}
