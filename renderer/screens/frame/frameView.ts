import type { Language } from '../../i18n/index'
import type { IconName, Tone } from '../../ui/index'

/** The way of the round from top to bottom; also the addresses of the screens. */
export const railSteps = [
  'today',
  'intake',
  'receive',
  'allocate',
  'sort',
  'balance',
  'shelve',
  'handover',
  'discrepancies',
  'dayClose',
] as const satisfies readonly IconName[]
export type RailStep = (typeof railSteps)[number]

/** What waits at a step, and whether something is wrong there. A finished step goes quiet. */
export interface StepView {
  readonly waiting: number
  readonly wrong: boolean
  readonly finished: boolean
}

/** Where this desk stands with the centre. Offline is a normal colour with a number beside it. */
export interface ConnectionView {
  readonly state:
    | 'offline'
    | 'local-only'
    | 'connecting'
    | 'online'
    | 'weak'
    | 'sending'
    | 'receiving'
    /** Nothing is sent until this desk has a name of its own. */
    | 'twin'
    /** Nothing is sent any more until a person does something; everything is kept. */
    | 'revoked'
    | 'taken-over'
    | 'desk-too-old'
    | 'desk-too-new'
  readonly unsent: number
  /** Photos that still go to the centre, behind the entries. */
  readonly photosWait?: number
  /** Age of the oldest unsent entry, ms. */
  readonly oldestMs: number | null
  /** How long ago the centre last answered, ms. */
  readonly heardMs?: number | null
  /** Positions of the feed, while much comes in. */
  readonly progress?: { readonly done: number; readonly total: number } | null
  /** How long what `progress` counts, or else what is unsent, will probably still take, in whole minutes, ms. */
  readonly leftMs?: number | null
  /** What the centre has not taken, or this desk could not take, and a person should know of. */
  readonly toLookAt?: number
  /** How far this desk's clock is off, ms, once it is worth a warning. */
  readonly clockSkewMs: number | null
  /** How far another desk's clock is ahead of this one's, ms, where it is so far that it is not followed. */
  readonly otherAheadMs?: number | null
}

export interface RoundChoice {
  readonly id: string
  readonly title: string
  readonly note?: string
}

export interface StatusView {
  readonly site: string | null
  /** The sites of a desk that has several; empty for a counter. */
  readonly sites: readonly RoundChoice[]
  readonly atSite: string | null
  readonly rounds: readonly RoundChoice[]
  readonly openRound: string | null
  readonly connection: ConnectionView
  /** Set when nothing can be saved any more: said in red across the whole width, and stays. */
  readonly storageTrouble: 'broken' | 'full' | 'newer' | null
  /** Its number or letter. */
  readonly counter: string
  readonly operators: readonly { readonly id: string; readonly name: string }[]
  readonly operator: string | null
  readonly language: Language
}

export interface StatusIntents {
  readonly onSite: (id: string) => void
  readonly onRound: (id: string) => void
  readonly onNewRound: () => void
  readonly onOperator: (id: string) => void
  readonly onSettings: () => void
  readonly onLanguage: (language: Language) => void
}

/** What was just read and what it did. */
export interface ScanView {
  readonly seq: number
  readonly text: string
  readonly did: string
  readonly tone: Tone
  readonly undoable: boolean
}
