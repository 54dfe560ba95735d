/** What the stand-in throws where the real Electron would refuse, or where we have not modelled it. */
export class StandInRefusal extends Error {}

export function refuse(because: string): never {
  throw new StandInRefusal(because)
}

/**
 * Only what is modelled exists: reaching for anything else of `name` fails the test instead of doing nothing,
 * so no call of the product can pass unseen.
 */
export function strict<T extends object>(name: string, modelled: T): T {
  return new Proxy(modelled, {
    get(target, property) {
      if (!(property in target)) {
        // Awaiting a value asks it for `then`; test reporters ask for symbols.
        if (typeof property === 'symbol' || property === 'then' || property === 'toJSON') return undefined
        refuse(`${name}.${property} is not modelled`)
      }
      const value = Reflect.get(target, property)
      return typeof value === 'function' ? value.bind(target) : value
    },
    set(_target, property) {
      refuse(`${name}.${String(property)} must not be set`)
    },
  })
}

export type Listener = (...args: never[]) => void

/** Events, of a closed list: listening for one that never comes is a mistake too. */
export class Emitting {
  readonly #listeners = new Map<string, Listener[]>()
  readonly #known: ReadonlySet<string>
  readonly #name: string

  constructor(name: string, known: readonly string[]) {
    this.#name = name
    this.#known = new Set(known)
  }

  on(event: string, listener: Listener): void {
    if (!this.#known.has(event)) refuse(`${this.#name} has no event "${event}" here`)
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener])
  }

  once(event: string, listener: Listener): void {
    const first = (...args: never[]): void => {
      this.#listeners.set(
        event,
        (this.#listeners.get(event) ?? []).filter((other) => other !== first),
      )
      listener(...args)
    }
    this.on(event, first)
  }

  /** Whether anybody listened. */
  emit(event: string, ...args: unknown[]): boolean {
    const listeners = this.#listeners.get(event) ?? []
    for (const listener of listeners) listener(...(args as never[]))
    return listeners.length > 0
  }
}

/** An event that can be prevented, as Electron hands it to listeners. */
export class Preventable {
  prevented = false
  readonly url: string | undefined
  constructor(url?: string) {
    this.url = url
  }
  preventDefault(): void {
    this.prevented = true
  }
}
