import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Identity } from '../../shared/domain/identity'
import type { EnrolOutcome } from '../sync/enrolDesk'
import type { LinkView } from '../sync/linkView'
import type { LostEdit } from '../sync/peopleBook'
import type { NamedPhoto } from '../sync/photoSync'

/** 'not-kept': the centre let the desk in, and its disk did not take that down. */
export type JoinRefusal = Extract<EnrolOutcome, { ok: false }>['because'] | 'not-kept'
/** 'reloading': the page is loaded anew, so that it may talk to the centre, and goes on by itself. */
export type JoinOutcome = 'joined' | 'reloading' | JoinRefusal

/** The desk's way to a centre; wired where the desk is composed. */
export interface DeskCentre {
  /** Null for a desk that works by itself. */
  readonly joined: {
    readonly address: string
    readonly organisation: string
    /** Its own site's first. */
    readonly feeds: readonly { readonly name: string }[]
  } | null
  readonly view: LinkView | null
  /** What is being joined since the page was loaded anew for it. */
  readonly pending: { readonly origin: string; readonly code: string } | null
  /** The centre that was opened together with this desk, while it is not joined; with what it last said. */
  readonly byItself: { readonly origin: string; readonly refusal: JoinRefusal | null } | null
  subscribe(listener: () => void): () => void
  /** Joins, and asks again until it works or cannot. */
  joinByItself(expected: { readonly origin: string; readonly code: string }): Promise<void>
  join(address: string, code: string): Promise<JoinOutcome>
  /** What this desk had of people when the centre had something else. */
  readonly lost: readonly LostEdit[]
  /** Whom the centre could not read, as they are here. */
  readonly refused: readonly Identity[]
  /** A person has chosen. */
  dismissLost(lost: LostEdit): Promise<void>
  lookNow(): void
  tryAsideAgain(): Promise<void>
  /** A photo that somebody looks at and that is not on this disk: before all others. */
  wantPhoto(photo: NamedPhoto): void
}

export const CentreContext = createContext<DeskCentre | null>(null)

const nobody = () => () => {}

/** Anew with every change of the desk's standing with its centre. */
export function useCentre(): DeskCentre | null {
  const centre = useContext(CentreContext)
  useSyncExternalStore(centre?.subscribe ?? nobody, () => centre?.view ?? centre?.byItself ?? null)
  return centre
}
