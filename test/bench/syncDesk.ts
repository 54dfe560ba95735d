import { bundleForPage, openPage, type PageInChromium } from '../browser/pageInChromium'
import type {} from './syncPage'

/**
 * A browser whose page asks a centre on this very machine: the page's own address is nowhere, and such a page needs
 * leave for that. Once it is there nothing stands between the page and its sockets.
 */
export async function onTheNet(script: string): Promise<PageInChromium> {
  const opened = await openPage(script, { args: ['--disable-features=LocalNetworkAccessChecks'] })
  await opened.page.context().unrouteAll()
  return opened
}

export function syncScript(): Promise<string> {
  return bundleForPage(new URL('./syncPage.ts', import.meta.url).pathname)
}
