import type { DeskLine } from '../../shared/contract/deskLine'
import { canonicalJson } from '../../shared/kernel/canonicalJson'
import type { DeviceId, OperatorId } from '../../shared/kernel/ids'
import type { DeskSettings } from './deskSettings'
import { currentOperator } from './operators'

/**
 * What changes when the centre named its desks; null where nothing does. Of two of a site that are called the same,
 * the one that came later takes the next free number: every new PC begins as counter 1.
 * @param desks the longest enrolled first
 */
export function withCentreDesks(
  settings: DeskSettings,
  desks: readonly DeskLine[],
): Pick<DeskSettings, 'counter' | 'desks'> | null {
  const counter = freeCounter(settings, desks)
  const isKnown = canonicalJson([...desks]) === canonicalJson([...(settings.desks ?? [])])
  return isKnown && counter === settings.counter ? null : { desks, counter }
}

function freeCounter({ deviceId, siteId, counter }: DeskSettings, desks: readonly DeskLine[]): string {
  const at = desks.findIndex((desk) => desk.deviceId === deviceId)
  const beside = desks.filter((desk) => desk.siteId === siteId && !desk.removed && desk.deviceId !== deviceId)
  const isTaken = (name: string) => beside.some((desk) => desk.name === name)
  const cameEarlier = beside.some((desk) => desk.name === counter && desks.indexOf(desk) < at)
  if (!cameEarlier) return counter
  let next = 2
  while (isTaken(String(next))) next += 1
  return String(next)
}

/**
 * As what this desk goes on since it parted from the one that wrote in its name; null where nobody is to be told.
 * It still has the other's number until the centre has named both.
 */
export function partedAs({ saysParted, deviceId, desks = [], counter }: DeskSettings): PartedAs | null {
  if (!saysParted) return null
  return { counter: desks.some((desk) => desk.deviceId === deviceId) ? counter : null }
}

export interface PartedAs {
  readonly counter: string | null
}

export interface Who {
  /** Null where only another desk knows: each has its own, often under the same id. */
  readonly operator: string | null
  /** Null where there is only this one. */
  readonly desk: { readonly counter: string; readonly elsewhere: string | null } | null
}

/** Who wrote something, as far as this desk knows. */
export function whoWrote(
  settings: Omit<DeskSettings, 'operatorId'>,
  { operatorId, deviceId }: { readonly operatorId: OperatorId; readonly deviceId: DeviceId },
): Who {
  const { desks = [], formerDevices = [], operators, counter, siteId } = settings
  const isOwn = deviceId === settings.deviceId || formerDevices.includes(deviceId)
  const desk = desks.find((one) => one.deviceId === deviceId)
  const isOwnPlace = isOwn || desk === undefined || (desk.siteId === siteId && desk.name === counter)
  const operator = currentOperator({ operators, operatorId })
  return {
    operator: operator && (isOwnPlace || operator.role !== undefined) ? operator.name : null,
    desk:
      desks.length < 2 || (desk === undefined && !isOwn)
        ? null
        : isOwn || desk === undefined
          ? { counter, elsewhere: null }
          : { counter: desk.name, elsewhere: desk.siteId === siteId ? null : desk.siteName },
  }
}
