import { readFileSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'
import { createContext, runInContext } from 'node:vm'
import type { BrowserContext } from 'playwright-core'
import { toDesk } from './stationAddress'
import { refuse, strict } from './strict'

export interface Asker {
  readonly url: string
  readonly parent: object | null
}
type Exposed = ReadonlyMap<string, Readonly<Record<string, (...args: unknown[]) => unknown>>>
type Send = (channel: string, args: unknown[], asker: Asker) => Promise<unknown>

const clone = <T>(value: T): T => deserialize(serialize(value))
/** Set for the length of one call from the page: who is asking. */
let asking: Asker | undefined

/** Runs the built preload as Electron's sandbox does: one CommonJS file, hardly anything to require. */
export function runPreload(path: string, send: Send): Exposed {
  const exposed = new Map<string, Readonly<Record<string, (...args: unknown[]) => unknown>>>()
  const contextBridge = strict('contextBridge', {
    exposeInMainWorld: (key: string, api: Readonly<Record<string, unknown>>) => {
      if (exposed.has(key)) refuse(`${key} exposed twice`)
      exposed.set(key, onlyMethods(key, api))
    },
  })
  const ipcRenderer = strict('ipcRenderer', {
    invoke: async (channel: string, ...args: unknown[]): Promise<unknown> => {
      const asker = asking ?? refuse('a message that no page asked for')
      const sent = clone(args)
      try {
        return clone(await send(channel, sent, asker))
      } catch (error) {
        throw new Error(`Error invoking remote method '${channel}': ${String(error)}`)
      }
    },
  })
  const require = (name: string): unknown =>
    name === 'electron' || name === 'electron/renderer'
      ? strict('electron in a preload', { contextBridge, ipcRenderer })
      : refuse(`a sandboxed preload cannot require ${name}`)
  const sandbox = createContext({ require, module: { exports: {} }, exports: {}, console })
  runInContext(readFileSync(path, 'utf8'), sandbox, { filename: path })
  return exposed
}

/** Functions cross the bridge as functions; prototypes, symbols and accessors would silently be dropped. */
function onlyMethods(
  key: string,
  api: Readonly<Record<string, unknown>>,
): Record<string, (...args: unknown[]) => unknown> {
  const methods: Record<string, (...args: unknown[]) => unknown> = {}
  for (const name of Reflect.ownKeys(api)) {
    if (typeof name === 'symbol') refuse(`${key} has a symbol, which does not cross`)
    const value = api[name]
    if (typeof value !== 'function') refuse(`${key}.${name} is not a method`)
    methods[name] = (...args) => value(...args)
  }
  return methods
}

interface Wire {
  readonly key: string
  readonly method: string
  readonly args: unknown
}

/** Puts the exposed methods on the page's window, main frame only, and carries calls and answers across. */
export async function exposeInPage(context: BrowserContext, exposed: Exposed): Promise<void> {
  await context.exposeBinding('__bridge', async ({ frame }, { key, method, args }: Wire) => {
    const call = exposed.get(key)?.[method] ?? refuse(`${key}.${method} was never exposed`)
    asking = { url: toDesk(frame.url()), parent: frame.parentFrame() }
    const answer = call(...(unpack(args) as unknown[]))
    asking = undefined
    return pack(await answer)
  })
  const shape = [...exposed].map(([key, methods]) => [key, Object.keys(methods)] as const)
  await context.addInitScript(mirrorInPage, shape)
}

/** Runs in the page. Bytes go over as base64: the wire of the browser driver is JSON. */
function mirrorInPage(shape: readonly (readonly [string, readonly string[]])[]): void {
  if (window !== window.top) return
  const page = window as unknown as { __bridge(wire: object): Promise<unknown> }
  const bridge = page.__bridge
  const pack = (value: unknown): unknown => {
    if (value instanceof Uint8Array) return { $bytes: btoa(String.fromCharCode(...value)) }
    if (Array.isArray(value)) return value.map(pack)
    if (value === undefined) return { $nothing: true }
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, pack(part)]))
  }
  const unpack = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(unpack)
    if (typeof value !== 'object' || value === null) return value
    if ('$bytes' in value) return Uint8Array.from(atob(String(value.$bytes)), (char) => char.charCodeAt(0))
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, unpack(part)]))
  }
  for (const [key, methods] of shape) {
    const api = Object.fromEntries(
      methods.map((method) => [
        method,
        // What cannot be cloned is refused here, as it is at Electron's bridge.
        async (...args: unknown[]) =>
          unpack(await bridge({ key, method, args: pack(structuredClone(args)) })),
      ]),
    )
    Object.defineProperty(window, key, { value: Object.freeze(api), enumerable: true })
  }
}

function pack(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') }
  if (Array.isArray(value)) return value.map(pack)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, pack(part)]))
}

function unpack(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpack)
  if (typeof value !== 'object' || value === null) return value
  if ('$bytes' in value) return new Uint8Array(Buffer.from(String(value.$bytes), 'base64'))
  if ('$nothing' in value) return undefined
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, unpack(part)]))
}
