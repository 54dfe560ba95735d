import type { DeskLine } from '../../shared/contract/deskLine'
import { type CodeSettings, DEFAULT_IN_STORE_LAYOUTS } from '../../shared/intake/codes/codeSettings'
import type { Json } from '../../shared/kernel/canonicalJson'
import type { DeviceId, OperatorId, SiteId } from '../../shared/kernel/ids'
import type { LocalStore } from '../storage/localStore'
import type { KnownFromLog } from './settingsFromLog'
import { keepSiteBook } from './siteBook'
import { noteSecretLost } from './siteSecret'

export interface Operator {
  readonly operatorId: OperatorId
  readonly name: string
  /** Named by the centre, as what; absent for one that was added at this desk. */
  readonly role?: string
  /** By the centre: can no longer be chosen, and stands under what it wrote. */
  readonly removed?: boolean
}

/** What belongs to this device alone and is no fact. */
export interface DeskSettings {
  readonly siteId: SiteId
  readonly deviceId: DeviceId
  readonly siteName: string
  readonly counter: string
  readonly operators: readonly Operator[]
  readonly operatorId: OperatorId
  readonly language: 'zh-CN' | 'en'
  readonly look: 'light' | 'dark' | 'contrast'
  /** 0 (off) to 1. */
  readonly volume: number
  readonly scanner: {
    readonly maxGapMs: number
    readonly minLength: number
    readonly suffix: 'enter' | 'tab' | 'enter-or-tab' | 'none'
    readonly prefix: string
    readonly silenceMs: number
  }
  readonly inStoreLayouts: CodeSettings['inStore']
  /** Devices this one goes on for since records were set aside, until the centre has all that they wrote. */
  readonly formerDevices?: readonly DeviceId[]
  /** Of those, at which sites that is still open, where not at all of them: the others were brought. */
  readonly formerSites?: { readonly [deviceId: string]: readonly SiteId[] }
  /** Another desk wrote in this one's name, and this one goes on as one of its own: said until a person has read it. */
  readonly saysParted?: boolean
  /** Every desk of these sites as the centre last named them; absent where no centre did. */
  readonly desks?: readonly DeskLine[]
}

const key = 'desk'

/** What a desk that starts for the first time is set to. */
interface FirstSettings {
  newId(): string
  readonly language: DeskSettings['language']
  /** What the first operator is called until somebody says their name. */
  readonly firstOperator: string
}

/**
 * This device's settings; made at the first start, with a fresh device id that is never used again. Lost while the
 * log was kept, they are made anew as the desk the log knows.
 * @param fromLog asked only where no settings are kept
 */
export async function openSettings(
  local: LocalStore,
  first: FirstSettings,
  fromLog: () => Promise<KnownFromLog | undefined> = async () => undefined,
): Promise<DeskSettings> {
  const kept = await local.readSetting(key)
  if (isSettings(kept))
    return Object.assign(firstSettings({ ...first, newId: () => '', language: kept.language }), kept)
  const known = await fromLog()
  const fresh = known ? asKnown(firstSettings(first), known) : firstSettings(first)
  if (known?.hasHouseholds) await noteSecretLost(local)
  if (known && known.others.length > 0)
    await keepSiteBook(local, { at: null, others: known.others.map((siteId) => ({ siteId, name: '' })) })
  await writeSettings(local, fresh)
  return fresh
}

function asKnown(fresh: DeskSettings, { siteId, deviceId, operatorId }: KnownFromLog): DeskSettings {
  const operators = fresh.operators.map((operator) => ({ ...operator, operatorId }))
  return { ...fresh, siteId, deviceId: deviceId ?? fresh.deviceId, operators, operatorId }
}

export function writeSettings(local: LocalStore, settings: DeskSettings): Promise<void> {
  return local.writeSetting(key, settings as unknown as Json)
}

/** The settings as they stand, for all that shows them: one copy for every site of this desk. */
export class KeptSettings {
  private changing: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly local: LocalStore,
    private kept: DeskSettings,
  ) {}

  get now(): DeskSettings {
    return this.kept
  }

  /** Takes effect once it is on the disk. */
  change(change: Partial<DeskSettings>): Promise<void> {
    // One after the other: a change asked for while another is on its way must not take that one back.
    const changing = this.changing.then(async () => {
      const next = { ...this.kept, ...change }
      await writeSettings(this.local, next)
      this.kept = next
    })
    this.changing = changing.catch(() => undefined)
    return changing
  }
}

function firstSettings({ newId, language, firstOperator }: FirstSettings): DeskSettings {
  const operatorId = 'operator-1' as OperatorId
  return {
    siteId: newId() as SiteId,
    deviceId: newId() as DeviceId,
    siteName: '',
    counter: '1',
    operators: [{ operatorId, name: firstOperator }],
    operatorId,
    language,
    look: 'light',
    volume: 0.6,
    scanner: { maxGapMs: 35, minLength: 4, suffix: 'enter-or-tab', prefix: '', silenceMs: 60 },
    inStoreLayouts: DEFAULT_IN_STORE_LAYOUTS,
  }
}

function isSettings(value: unknown): value is DeskSettings {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as DeskSettings).deviceId === 'string' &&
    (value as DeskSettings).deviceId.length > 0
  )
}
