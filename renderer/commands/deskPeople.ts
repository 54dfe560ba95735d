import { type Identity, sameWords } from '../../shared/domain/identity'
import type { HouseholdId } from '../../shared/kernel/ids'
import type { LivePoint } from '../point/livePoint'
import type { IdentityStore } from '../storage/identityStore'
import type { DeviceChain } from './deviceChain'
import { erasePeople } from './erasePeople'
import type { NotSaved } from './notSaved'

/** What is to be kept of people, decided upon whoever is known once it is this change's turn. */
export type DecidePeople = (
  known: (householdId: HouseholdId) => Identity | undefined,
) => readonly Identity[] | Extract<NotSaved, 'edited-meanwhile' | 'erased-meanwhile'>

/** Hears of people before they are on the disk, or gone from it: what was noted first cannot be forgotten. */
export interface PeopleCare {
  willKeep(identities: readonly Identity[]): Promise<void>
  willErase(householdId: HouseholdId): Promise<void>
  haveErased(householdIds: readonly HouseholdId[]): Promise<void>
}

/** A desk that works by itself sends nothing. */
const nobodyCares: PeopleCare = {
  willKeep: async () => {},
  willErase: async () => {},
  haveErased: async () => {},
}

export interface DeskPeopleParts {
  readonly point: LivePoint
  readonly identities: IdentityStore
  readonly chain: DeviceChain
  isOpen(): boolean
  /** The disk failed: what is to be said of it. */
  failed(error: unknown): NotSaved
}

/** The one way people are kept and erased at a desk: one change after the other, each noted before it is done. */
export class DeskPeople {
  care: PeopleCare = nobodyCares

  constructor(private readonly parts: DeskPeopleParts) {}

  async keep(people: DecidePeople | readonly Identity[]): Promise<NotSaved | null> {
    const decide = typeof people === 'function' ? people : unlessNewer(people)
    const unsaved = await this.parts.point.people.inTurn(() => this.write(decide))
    this.parts.point.changed()
    return unsaved
  }

  async erase(householdIds: readonly HouseholdId[]): Promise<NotSaved | null> {
    const { point, identities, failed } = this.parts
    try {
      await point.people.inTurn(async () => {
        for (const householdId of householdIds) await this.care.willErase(householdId)
        await erasePeople(point, identities, householdIds)
        await this.care.haveErased(householdIds)
      })
    } catch (error) {
      return failed(error)
    }
    point.changed()
    return null
  }

  private async write(decide: DecidePeople): Promise<NotSaved | null> {
    if (this.parts.chain.broken) return 'not-saved'
    if (!this.parts.isOpen()) return 'site-taken-away'
    const { people, peopleOf } = this.parts.point
    const identities = decide((householdId) => people.get(householdId))
    if (typeof identities === 'string') return identities
    if (identities.length === 0) return null
    try {
      await this.care.willKeep(identities)
      const { superseded } = await this.parts.identities.putAll(identities, peopleOf)
      this.parts.chain.full = false
      people.put(identities.filter((identity) => !superseded.includes(identity)))
      return null
    } catch (error) {
      return this.parts.failed(error)
    }
  }
}

/** As given, unless somebody else has said something newer of one of them. */
function unlessNewer(identities: readonly Identity[]): DecidePeople {
  return (known) => {
    const isOlder = (one: Identity): boolean => {
      const there = known(one.householdId)
      return there !== undefined && there.version >= one.version && !sameWords(there, one)
    }
    return identities.some(isOlder) ? 'edited-meanwhile' : identities
  }
}
