import { entryOfFact, type FactId, idOf } from '../../shared/kernel/ids'

type Sealed = { readonly id: string; readonly hash: string }

/**
 * What entries are called by whoever looks on. Two PCs may write different ones under one id, and one of the PCs goes on
 * in another name, and its entries with it: each is one all the time.
 */
export class EntryNames {
  private readonly named = new Map<string, string>()
  private readonly bodies = new Map<string, number>()
  private readonly gone = new Set<string>()
  private readonly atTheCentre = new Map<string, string>()

  nameOf({ id, hash }: Sealed): string {
    const known = this.named.get(bodyOf({ id, hash }))
    if (known !== undefined) return known
    const bodies = (this.bodies.get(id) ?? 0) + 1
    this.bodies.set(id, bodies)
    const name = bodies === 1 ? id : `${id}~${bodies}`
    this.named.set(bodyOf({ id, hash }), name)
    return name
  }

  /** The centre has this one under its id. */
  stands(entry: Sealed): void {
    this.atTheCentre.set(entry.id, this.nameOf(entry))
  }

  /** For who holds it folded only, and not itself. */
  nameAtTheCentre(id: string): string {
    return this.atTheCentre.get(id) ?? id
  }

  /** The one goes on as the other. */
  goesOnAs(before: Sealed, after: Sealed): void {
    this.named.set(bodyOf(after), this.nameOf(before))
    this.gone.add(bodyOf(before))
  }

  /** Some PC goes on with it under another id. */
  goesOn(entry: Sealed): boolean {
    return this.gone.has(bodyOf(entry))
  }
}

/** One entry, whatever else is written under its id. */
export const bodyOf = ({ id, hash }: Sealed): string => `${id} ${hash}`

/** Whoever holds entries, and what those are called by their ids. */
export interface Reader {
  readonly name: string
  named(id: string): string
}

/** Where every id is one entry. */
export const plainReader = (name: string): Reader => ({ name, named: (id) => id })

/** @returns the fact as one of the entry that is called so */
export function factNamed(factId: string, { named }: Pick<Reader, 'named'>): string {
  const entryId = entryOfFact(idOf<FactId>(factId))
  return named(entryId) + factId.slice(entryId.length)
}
