import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { projectRoot } from '../../../build/scripts/freshness.mjs'

/** A browser's window as far as leaving it goes. */
class Page extends EventTarget {
  readonly went: string[] = []
  readonly location = {
    href: 'http://127.0.0.1:47800/',
    reload: () => this.went.push('reload'),
    replace: (address: URL) => this.went.push(String(address)),
  }

  /** Whether the browser would ask the person to stay. */
  asksToStay(): boolean {
    return !this.dispatchEvent(new Event('beforeunload', { cancelable: true }))
  }
}

let page: Page
beforeEach(() => {
  page = new Page()
  vi.stubGlobal('window', page)
  // A page that was loaded anew knows nothing of the one before.
  vi.resetModules()
})
afterEach(() => vi.unstubAllGlobals())

/** A desk in a browser with three records that were not sent yet. */
async function deskWithUnsent() {
  const { browserBridge } = await import('../../../renderer/app/browserBridge')
  const bridge = browserBridge(page as unknown as Window & typeof globalThis)
  await bridge.reportUnsaved({ count: 3, question: 'q', leave: 'l', stay: 's' })
  return bridge
}

test('closing a desk with something unsent is asked about, with nothing unsent it is not', async () => {
  const bridge = await deskWithUnsent()
  expect(page.asksToStay()).toBe(true)
  await bridge.reportUnsaved({ count: 0, question: 'q', leave: 'l', stay: 's' })
  expect(page.asksToStay()).toBe(false)
})

test('a desk that begins anew by itself asks nobody, also when more is written meanwhile', async () => {
  const bridge = await deskWithUnsent()
  const { reloadPage } = await import('../../../renderer/app/ownReload')
  reloadPage()
  await bridge.reportUnsaved({ count: 4, question: 'q', leave: 'l', stay: 's' })
  expect(page.went).toEqual(['reload'])
  expect(page.asksToStay()).toBe(false)
})

test('a desk that opens anew to join a centre asks nobody', async () => {
  await deskWithUnsent()
  vi.stubGlobal('sessionStorage', { setItem: () => undefined })
  const { reloadToJoin } = await import('../../../renderer/app/centreAccess')
  reloadToJoin({ origin: 'https://a.example', code: 'ABCD2345' })
  expect(page.went).toEqual(['http://127.0.0.1:47800/?centre=https%3A%2F%2Fa.example'])
  expect(page.asksToStay()).toBe(false)
})

test('only one place loads the page anew', () => {
  const renderer = join(projectRoot, 'renderer')
  const others = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('ownReload.ts'))
    .filter((name) =>
      /\blocation\.(reload|replace|assign)\(|\blocation(\.href)? = /.test(
        readFileSync(join(renderer, name), 'utf8'),
      ),
    )
  expect(others).toEqual([])
})
