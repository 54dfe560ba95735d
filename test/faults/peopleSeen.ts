import type { Desk } from '../../renderer/commands/desk'
import { erasuresKey, readErasures } from '../../renderer/sync/peopleBook'
import { erasureOf } from '../../renderer/sync/peopleRows'
import type { IdentityOnWire } from '../../shared/contract/people'
import { type Identity, sameWords } from '../../shared/domain/identity'
import { type HouseholdId, idOf } from '../../shared/kernel/ids'
import type { ADisk } from '../builders/aLiveDesk'

/** One edit, by words that nobody else ever wrote. */
interface Edit {
  readonly word: string
  readonly household: HouseholdId
  /** The word it was made on; null where nobody was known here. */
  readonly onto: string | null
  /** Version of the household's last erasure the desk knew of: before it wrote, and after. */
  readonly knew: readonly [least: number, most: number]
}

/** What is there in the end. */
export interface PeopleInTheEnd {
  readonly centre: readonly IdentityOnWire[]
  readonly desks: readonly {
    readonly name: string
    readonly siteId: string
    readonly known: readonly Identity[]
  }[]
  /** Words that a desk shows as lost. */
  readonly shown: readonly Identity[]
  /** All that lies on the disks, and at the centre. */
  readonly disks: readonly string[]
}

/** What somebody still has of people. */
export interface LeftOfPeople {
  readonly words: readonly string[]
  /** Versions of erasures. */
  readonly erased: ReadonlyMap<HouseholdId, number>
}

export function leftOfPeople(
  centre: readonly IdentityOnWire[],
  disks: readonly Pick<ADisk, 'people' | 'settings' | 'drafts'>[],
): LeftOfPeople {
  const erased = new Map<HouseholdId, number>()
  const note = (id: HouseholdId, version: number) => erased.set(id, Math.max(version, erased.get(id) ?? 0))
  for (const one of centre) note(idOf(one.householdId), erasureOf(one))
  for (const { settings } of disks)
    for (const [key, value] of settings)
      if (key.startsWith(erasuresKey))
        for (const [id, version] of Object.entries(Object(value).versions)) note(idOf(id), Number(version))
  const text = JSON.stringify([centre, disks.map(({ people, drafts }) => [[...people], [...drafts]])])
  return { words: text.match(/word-\d+\./g) ?? [], erased }
}

/** Takes down what desks called saved of people, and judges what became of it. */
export class PeopleSeen {
  /**
   * The centre was set back behind changes of people. Their versions are given again, and an edit on top of a lost one
   * may then replace another: which was lost nobody is told.
   */
  versionsComeTwice = false
  private readonly edits = new Map<string, Edit>()
  private readonly saved = new Set<string>()
  private readonly erased = new Map<HouseholdId, number>()

  async edit(desk: Desk, household: HouseholdId): Promise<string | null> {
    const word = `word-${this.edits.size + 1}.`
    const erasure = async () => (await readErasures(desk.point.local)).versions[household] ?? 0
    const before = await erasure()
    const unsaved = await desk.keepPeople((known) => {
      const there = known(household)
      const edit = { word, household, onto: there?.note ?? null, knew: [before, before] as const }
      this.edits.set(word, edit)
      const version = (there?.version ?? 0) + 1
      return [{ householdId: household, name: word, phone: null, address: null, note: word, version }]
    })
    const edit = this.edits.get(word)
    if (edit) this.edits.set(word, { ...edit, knew: [before, await erasure()] })
    if (unsaved === null) this.saved.add(word)
    return unsaved
  }

  async erase(desk: Desk, household: HouseholdId): Promise<string | null> {
    const unsaved = await desk.people.erase([household])
    if (unsaved !== null) return unsaved
    const version = (await readErasures(desk.point.local)).versions[household] ?? 0
    this.erased.set(household, Math.max(version, this.erased.get(household) ?? 0))
    return null
  }

  /**
   * A disk was set back: what lay on it alone is gone, and owed to nobody.
   * @param left whatever there is of people now, at the centre and on every disk
   */
  setBack({ words, erased }: LeftOfPeople): void {
    const kept = this.upTo(words)
    for (const word of this.saved) if (!kept.has(word)) this.saved.delete(word)
    for (const [household, version] of this.erased) {
      const known = erased.get(household) ?? 0
      if (known === 0) this.erased.delete(household)
      else if (known < version) this.erased.set(household, known)
    }
  }

  /** @returns what is wrong, each in a few words */
  judge({ centre, desks, shown, disks }: PeopleInTheEnd): string[] {
    const wrong: string[] = []
    const there = new Map(centre.map((one) => [one.householdId, one]))
    for (const { name, siteId, known } of desks)
      for (const household of this.householdsOf(siteId)) {
        const here = known.find(({ householdId }) => householdId === household)
        const one = there.get(household)
        if (!sameWords(here, one && !one.erased ? one : undefined))
          wrong.push(`${household} is ${here?.note ?? 'nobody'} at ${name}, ${wordIn(one)} at the centre`)
      }
    const kept = this.upTo([...centre.map(wordIn), ...shown.map(({ note }) => note)])
    for (const { word, household, knew } of this.edits.values()) {
      const one = there.get(household)
      const erasure = one ? erasureOf(one) : 0
      const isOwed = this.saved.has(word) && knew[0] >= erasure && !this.versionsComeTwice
      if (isOwed && !kept.has(word)) wrong.push(`${word} is lost`)
      const found = disks.filter((disk) => disk.includes(word)).length
      if (knew[1] < erasure && found > 0) wrong.push(`${word} was erased and lies on ${found} disks`)
    }
    for (const [household, version] of this.erased) {
      const one = there.get(household)
      // Erased once more while that was known to one desk alone, it is erased all the same.
      const isGone = one?.erased || (one !== undefined && erasureOf(one) >= version)
      if (!isGone) wrong.push(`${household} was erased and came back`)
    }
    return wrong
  }

  private householdsOf(siteId: string): ReadonlySet<string> {
    const all = [...[...this.edits.values()].map(({ household }) => household), ...this.erased.keys()]
    return new Set(all.filter((household) => household.startsWith(`${siteId}/`)))
  }

  /** These words, and all that they were made on. */
  private upTo(words: readonly (string | null)[]): ReadonlySet<string> {
    const all = new Set<string>()
    for (const last of words)
      for (let word = last; word !== null && !all.has(word); word = this.edits.get(word)?.onto ?? null)
        all.add(word)
    return all
  }
}

const wordIn = (one: IdentityOnWire | undefined): string | null => (one && !one.erased ? one.note : null)

/** Of the site: points name their households apart. */
export const householdAt = (siteId: string, name: string): HouseholdId => idOf(`${siteId}/${name}`)
