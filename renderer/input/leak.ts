import { type FieldMemory, rememberField, reselect, restoreField, takesText } from './fieldMemory'

/** What leaked into fields before a burst was known for a scan, and how to take it back. */
export type Leak = {
  /** The first key of what may be a scan. */
  begin(): void
  /** A further key that the page gets: the focus may have moved to another field. */
  remember(): void
  /** It is a scan: put the fields back; `ime` when an input method took part. */
  undo(ime: boolean): void
  /** The scan is over: give back the focus that ending a composition took. */
  end(): void
  /** An input method delivers text after its letters proved to be a scan. True if it was taken back again. */
  mend(target: EventTarget | null): boolean
  /** A composition begins or ends in the focused field. */
  composing(begins: boolean): void
}

export function createLeak(page: Document): Leak {
  let memories: FieldMemory[] = []
  // The field as it was before a person's unfinished composition: a scan cancels that.
  let beforeComposition: FieldMemory | undefined
  let composedIn: HTMLElement | undefined

  const remember = (): void => {
    const field = page.activeElement
    if (composedIn || memories.some((memory) => memory.field === field)) return
    const memory = beforeComposition?.field === field ? beforeComposition : rememberField(field)
    if (memory) memories.push(memory)
  }
  const restoreAll = (): void => memories.forEach(restoreField)

  return {
    begin: () => {
      memories = []
      remember()
    },
    remember,
    undo: (ime) => {
      restoreAll()
      const field = page.activeElement
      if (!ime || !(field instanceof HTMLElement) || !takesText(field)) return
      // Losing focus is the one way a page can end a composition; with nothing to edit the input method is off,
      // so the rest of the code arrives as plain keys.
      composedIn = field
      field.blur()
      restoreAll()
    },
    end: () => {
      const field = composedIn
      if (field) {
        restoreAll()
        if (field.isConnected && page.activeElement === page.body) field.focus({ preventScroll: true })
        memories.filter((memory) => memory.field === field).forEach(reselect)
      }
      composedIn = undefined
      memories = []
    },
    mend: (target) => {
      const memory = composedIn && memories.find(({ field }) => field === target)
      if (memory) restoreField(memory)
      return memory !== undefined
    },
    composing: (begins) => {
      beforeComposition = begins ? rememberField(page.activeElement) : undefined
    },
  }
}
