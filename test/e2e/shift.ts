import type { ProductTerms } from '../../shared/domain/terms'
import { idOf, type SiteId } from '../../shared/kernel/ids'
import { type SampleRound, sampleKitRound, sampleRound } from '../../shared/sample/sampleRound'
import { inStoreLabel } from '../builders/inStoreLabel'
import type { Desk } from './desk'

/** The same round the desk loads: goods, codes and arrivals follow from the seed alone. */
export function sampleOf(which: 'week' | 'kit'): SampleRound {
  const request = {
    seed: 618,
    siteId: idOf<SiteId>('any'),
    siteSalt: 'any',
    openedAtMs: Date.UTC(2026, 5, 17),
  } as const
  return which === 'kit' ? sampleKitRound(request) : sampleRound(request)
}

const handMs = 80

/** A person at the counter: scans, types, and looks at the scan line before going on. */
export class Shift {
  private scannedMs = 0
  private keyedMs = 0

  constructor(readonly desk: Pick<Desk, 'page' | 'scan'>) {}

  get page() {
    return this.desk.page
  }

  /** The desk is open and can be scanned on. */
  async ready(): Promise<void> {
    await this.page.waitForSelector('[data-step]', { timeout: 30_000 })
  }

  async cutOff(): Promise<void> {
    await this.page.waitForSelector('[data-next="cut-off"]')
    await this.key('Enter')
    await this.page.waitForSelector('[data-next="receive"]')
  }

  /** Enter until the delivery on the screen is closed: once when it is clean, twice past its differences. */
  async closeDelivery(): Promise<void> {
    const open = await this.page.locator('[data-deliveries-open]').getAttribute('data-deliveries-open')
    const isClosed = () =>
      this.page
        .locator('[data-deliveries-open]')
        .getAttribute('data-deliveries-open')
        .then((now) => now !== open)
    await this.key('Enter')
    await this.page.waitForTimeout(150)
    if (!(await isClosed())) await this.key('Enter')
    await this.until(isClosed)
  }

  /** How far notices end above the button that says so, px. */
  async noticesAbove(button: string): Promise<number> {
    const topOf = (await this.page.getByRole('button', { name: button }).boundingBox())?.y ?? 0
    const foot = await this.page
      .getByLabel('最近结果')
      .evaluate((notices) => notices.getBoundingClientRect().bottom)
    return topOf - foot
  }

  /** Collects what the scan line says from now on, as it is painted. */
  async listen(): Promise<readonly string[]> {
    const answers: string[] = []
    await this.page.exposeFunction('tuandianAnswer', (text: string) => answers.push(text))
    await this.page.evaluate(() => {
      const tell = (window as unknown as { tuandianAnswer(text: string): void }).tuandianAnswer
      let last = ''
      new MutationObserver(() => {
        const line = document.querySelector('[data-seq]')
        const seq = line?.getAttribute('data-seq') ?? ''
        if (seq === '' || seq === last) return
        last = seq
        tell(line?.textContent ?? '')
      }).observe(document.body, { subtree: true, childList: true, attributes: true })
    })
    return answers
  }

  /** Confirms as fast as the answers come, until the browser is gone. */
  async confirmUntilKilled(): Promise<void> {
    try {
      for (;;) await this.press('Enter')
    } catch {
      // the page closed under it, as was to be
    }
  }

  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    for (let waited = 0; !(await holds()); waited++) {
      if (waited > 3000) throw new Error('waited half a minute in vain')
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  async goTo(screen: string): Promise<void> {
    await this.page.evaluate((to) => {
      window.location.hash = `#/${to}`
    }, screen)
    await this.page.waitForSelector(`[data-step="${screen}"][aria-current="page"]`)
  }

  /** Scans and waits for the answer on the scan line. @returns what the line says */
  async scan(code: string): Promise<string> {
    await this.asByHand(this.keyedMs)
    const answer = await this.answered(() => this.desk.scan(code))
    this.scannedMs = performance.now()
    return answer
  }

  press(key: string): Promise<string> {
    return this.answered(() => this.key(key))
  }

  async key(key: string): Promise<void> {
    await this.asByHand(this.scannedMs)
    await this.page.keyboard.press(key)
    this.keyedMs = performance.now()
  }

  /** No hand is as fast between key and scan: a key right before a scan belongs to it, a line end right after too. */
  private async asByHand(lastMs: number): Promise<void> {
    const early = lastMs + handMs - performance.now()
    if (early > 0) await this.page.waitForTimeout(early)
  }

  /** A number typed by a person, one key after the other, then a key. */
  async type(text: string, then: string): Promise<string> {
    await this.page.keyboard.type(text, { delay: 65 })
    return this.press(then)
  }

  /** What the scan line says in answer. The page listens before the act, so that no answer is too quick. */
  async answered(act: () => Promise<void>): Promise<string> {
    const listening = await this.page.evaluateHandle((patienceMs) => {
      const line = () => document.querySelector('[data-seq]')
      const before = line()?.getAttribute('data-seq')
      const answer = new Promise<string>((resolve, reject) => {
        const late = setTimeout(() => {
          watch.disconnect()
          reject(new Error(`no answer; the line still says: ${line()?.textContent}`))
        }, patienceMs)
        const watch = new MutationObserver(() => {
          if (!line() || line()?.getAttribute('data-seq') === before) return
          watch.disconnect()
          clearTimeout(late)
          resolve(line()?.textContent ?? '')
        })
        watch.observe(document.body, { subtree: true, childList: true, attributes: true })
      })
      answer.catch(() => undefined)
      return { answer }
    }, 15_000)
    await act()
    const said = await listening.evaluate(({ answer }) => answer)
    await listening.dispose()
    return said
  }

  line(): Promise<string> {
    return this.page.locator('[data-seq]').innerText()
  }

  /** Counts the answers on the scan line. */
  seq(): Promise<number> {
    return this.page.evaluate(() =>
      Number(document.querySelector('[data-seq]')?.getAttribute('data-seq') ?? 0),
    )
  }
}

/** What stands on the goods: the barcode, or for weighed goods the scale's label. */
export function codeOn(product: ProductTerms, grams: number): string {
  const [barcode] = product.barcodes
  if (product.sale.by === 'weight' && product.plu !== null) return inStoreLabel(product.plu, grams)
  if (barcode === undefined) throw new Error(`${product.name} carries no code`)
  return barcode
}
