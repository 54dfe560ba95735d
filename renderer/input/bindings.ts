/**
 * Every key of the app: one row each. A layer's rows are reached while the layer is open; help and key tags read
 * the same table. None collides with Chromium or an input method (no Ctrl+Space, Shift or Alt+Shift alone, F5, F12).
 * @module
 */
import type { LayerLevel } from './inputLayers'

export const layerNames = {
  app: 'app',
  today: 'screen',
  intake: 'screen',
  receiving: 'screen',
  allocation: 'screen',
  sorting: 'screen',
  shorting: 'panel',
  balance: 'screen',
  shelving: 'screen',
  handover: 'screen',
  discrepancies: 'screen',
  photos: 'panel',
  panel: 'panel',
  dialog: 'dialog',
} as const satisfies Record<string, LayerLevel>
export type LayerName = keyof typeof layerNames

export type Binding = { readonly key: string; readonly layer: LayerName; readonly run: string }

export const bindings = [
  { key: 'F1', layer: 'app', run: 'showHelp' },
  { key: 'F2', layer: 'app', run: 'openHandover' },
  { key: 'F3', layer: 'app', run: 'openShelving' },
  { key: 'F4', layer: 'app', run: 'openSearch' },
  { key: 'F6', layer: 'app', run: 'print' },
  { key: 'F8', layer: 'app', run: 'undoLast' },
  { key: 'F9', layer: 'app', run: 'goToSite' },
  { key: 'Escape', layer: 'app', run: 'backToScan' },
  { key: 'alt+1', layer: 'app', run: 'openToday' },
  { key: 'alt+2', layer: 'app', run: 'openIntake' },
  { key: 'alt+3', layer: 'app', run: 'openReceiving' },
  { key: 'alt+4', layer: 'app', run: 'openAllocation' },
  { key: 'alt+5', layer: 'app', run: 'openSorting' },
  { key: 'alt+6', layer: 'app', run: 'openBalance' },
  { key: 'alt+7', layer: 'app', run: 'openShelving' },
  { key: 'alt+8', layer: 'app', run: 'openHandover' },
  { key: 'alt+9', layer: 'app', run: 'openDiscrepancies' },
  { key: 'alt+0', layer: 'app', run: 'openDayClose' },

  { key: 'Enter', layer: 'today', run: 'goOn' },
  { key: 'f', layer: 'intake', run: 'chooseFile' },
  { key: 'v', layer: 'intake', run: 'pasteText' },
  { key: 't', layer: 'intake', run: 'orderByPhone' },
  { key: 'd', layer: 'intake', run: 'enterDelivery' },
  { key: 'c', layer: 'intake', run: 'cutOff' },
  { key: '/', layer: 'intake', run: 'findOrder' },
  { key: '1', layer: 'intake', run: 'takeFirst' },
  { key: '2', layer: 'intake', run: 'takeSecond' },
  { key: '3', layer: 'intake', run: 'takeThird' },
  { key: 'n', layer: 'intake', run: 'listAsNew' },
  { key: 'x', layer: 'intake', run: 'leaveOut' },
  { key: 'Enter', layer: 'intake', run: 'takeIn' },
  { key: 'Escape', layer: 'intake', run: 'putDown' },
  { key: 'Enter', layer: 'receiving', run: 'confirmCount' },
  { key: 'd', layer: 'receiving', run: 'markDamaged' },
  { key: 'w', layer: 'receiving', run: 'markWrong' },
  { key: 'Enter', layer: 'allocation', run: 'confirmAllocation' },
  { key: 'l', layer: 'allocation', run: 'lockRow' },
  { key: 'p', layer: 'allocation', run: 'favourHousehold' },
  { key: 'u', layer: 'allocation', run: 'showShorted' },
  { key: 'ArrowRight', layer: 'allocation', run: 'nextPolicy' },
  { key: 'ArrowLeft', layer: 'allocation', run: 'previousPolicy' },
  { key: 'ArrowDown', layer: 'allocation', run: 'lineDown' },
  { key: 'ArrowUp', layer: 'allocation', run: 'lineUp' },
  { key: 'PageDown', layer: 'allocation', run: 'pageDown' },
  { key: 'PageUp', layer: 'allocation', run: 'pageUp' },
  { key: 'Escape', layer: 'allocation', run: 'backToList' },
  { key: 'Enter', layer: 'sorting', run: 'putItem' },
  { key: 'n', layer: 'sorting', run: 'doesNotFit' },
  { key: 's', layer: 'sorting', run: 'markShort' },
  { key: 'm', layer: 'sorting', run: 'switchMode' },
  { key: 'g', layer: 'sorting', run: 'goToSlot' },
  { key: 'b', layer: 'sorting', run: 'showBags' },
  { key: 'u', layer: 'sorting', run: 'showUnfinished' },
  { key: 'p', layer: 'sorting', run: 'printLabels' },
  { key: 'ArrowRight', layer: 'sorting', run: 'goOn' },
  { key: 'ArrowLeft', layer: 'sorting', run: 'goBack' },
  { key: 'ArrowDown', layer: 'sorting', run: 'lineDown' },
  { key: 'ArrowUp', layer: 'sorting', run: 'lineUp' },
  { key: 'Escape', layer: 'sorting', run: 'putDown' },
  { key: '1', layer: 'shorting', run: 'noneLeft' },
  { key: '2', layer: 'shorting', run: 'damaged' },
  { key: '3', layer: 'shorting', run: 'wrong' },
  { key: 'Escape', layer: 'shorting', run: 'dismiss' },
  { key: 'Enter', layer: 'balance', run: 'confirmCount' },
  { key: 'e', layer: 'balance', run: 'confirmEmpty' },
  { key: 'ArrowDown', layer: 'balance', run: 'lineDown' },
  { key: 'ArrowUp', layer: 'balance', run: 'lineUp' },
  { key: 'd', layer: 'balance', run: 'uncountedDamage' },
  { key: 'w', layer: 'balance', run: 'wrongSlot' },
  { key: 'b', layer: 'balance', run: 'doublePut' },
  { key: 't', layer: 'balance', run: 'shortReceipt' },
  { key: 'l', layer: 'balance', run: 'loss' },
  { key: 'f', layer: 'balance', run: 'found' },
  { key: 'h', layer: 'balance', run: 'showHeld' },
  { key: 'r', layer: 'balance', run: 'release' },
  { key: 'Escape', layer: 'balance', run: 'putDown' },
  { key: 'Enter', layer: 'shelving', run: 'confirmPlace' },
  { key: 'Escape', layer: 'shelving', run: 'putDown' },
  { key: 'Enter', layer: 'handover', run: 'completeVisit' },
  { key: 'r', layer: 'handover', run: 'refuseLine' },
  { key: 'p', layer: 'handover', run: 'takePayment' },
  { key: 'q', layer: 'handover', run: 'takeByQr' },
  { key: 'w', layer: 'handover', run: 'waiveDue' },
  { key: 'b', layer: 'handover', run: 'payBack' },
  { key: 'g', layer: 'handover', run: 'nextReceiver' },
  { key: 'v', layer: 'handover', run: 'showIdentity' },
  { key: 'ArrowDown', layer: 'handover', run: 'lineDown' },
  { key: 'ArrowUp', layer: 'handover', run: 'lineUp' },
  { key: 'Escape', layer: 'handover', run: 'leaveVisit' },
  { key: 'F7', layer: 'photos', run: 'takePhoto' },
  { key: 'Enter', layer: 'discrepancies', run: 'openCard' },

  { key: 'Enter', layer: 'panel', run: 'confirm' },
  { key: 'Escape', layer: 'panel', run: 'dismiss' },
  { key: 'Enter', layer: 'dialog', run: 'confirm' },
  { key: 'Escape', layer: 'dialog', run: 'dismiss' },
] as const satisfies readonly Binding[]

type Row = (typeof bindings)[number]
export type CommandName = Row['run']
/** The commands a layer has keys for. */
export type CommandsOf<L extends LayerName> = Extract<Row, { layer: L }>['run']

/** @throws Error naming the key that stands twice in one layer. Called once, when the app starts. */
export function refuseDoubleKeys(rows: readonly Binding[]): void {
  const seen = new Set<string>()
  for (const { layer, key } of rows) {
    const place = `${layer} ${key}`
    if (seen.has(place)) throw new Error(`the key ${key} stands twice in the layer ${layer}`)
    seen.add(place)
  }
}

/** The key to print on a button, as the table has it. */
export function keyOf(layer: LayerName, run: CommandName): string | undefined {
  return bindings.find((row) => row.layer === layer && row.run === run)?.key
}

/** A layer's keys, bound to what the open screen does for them. Commands it leaves out have no key. */
export function boundKeys<L extends LayerName>(
  layer: L,
  runs: Partial<Record<CommandsOf<L>, () => void>>,
): ReadonlyMap<string, () => void> {
  const byCommand: Partial<Record<string, () => void>> = runs
  return new Map(
    bindings.flatMap((row) => {
      const run = row.layer === layer ? byCommand[row.run] : undefined
      return run ? [[row.key.length === 1 ? row.key.toLowerCase() : row.key, run] as const] : []
    }),
  )
}
