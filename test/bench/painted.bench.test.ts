import type { Page } from 'playwright-core'
import { test } from 'vitest'
import { openSeeded } from '../e2e/seededDesk'
import { Shift } from '../e2e/shift'
import { atMost, quantile } from './measure'
import { report } from './report'

const bags = 50_000
const scans = 600
const products = 20

test(`P1: from the last key of a scan to its answer painted, ${bags} bags on the floor`, {
  timeout: 900_000,
}, async () => {
  const { desk } = await openSeeded<string>(
    { locale: 'en-US' },
    'test/bench/packedFloor.ts',
    `seedPackedFloor(${bags})`,
  )
  try {
    await countFromKeyToPaint(desk.page)
    await desk.page.goto(`${desk.address}#/sort`)
    await desk.page.reload()
    const shift = new Shift(desk)
    await shift.ready()
    await shift.goTo('sort')
    for (let n = 0; n < scans; n++) {
      // Each product shown by one scan, and put by the next ones.
      const product = Math.floor((n * products) / scans)
      await shift.scan(`69${String(product).padStart(11, '0')}`)
    }
    const took = (await desk.page.evaluate('fromKeyToPaint')) as number[]
    const warm = took.slice(20)
    const name = `P1 scan to answer painted, ${bags} bags`
    report([
      atMost({ name: `${name}, p99 of ${warm.length}`, value: quantile(warm, 0.99), unit: 'ms' }, 50),
      atMost({ name: `${name}, median`, value: quantile(warm, 0.5), unit: 'ms' }, 50),
    ])
  } finally {
    await desk.close()
  }
})

/** In the page, before the desk hears keys: the time from the suffix key to the frame after the scan line changed. */
function countFromKeyToPaint(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const took: number[] = []
    Object.assign(window, { fromKeyToPaint: took })
    let suffixMs = 0
    let last = ''
    window.addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Enter') suffixMs = performance.now()
      },
      { capture: true },
    )
    new MutationObserver(() => {
      const seq = document.querySelector('[data-seq]')?.getAttribute('data-seq') ?? ''
      if (seq === '' || seq === last) return
      last = seq
      // What a frame callback posts is run after that frame was painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => took.push(performance.now() - suffixMs)
        port2.postMessage(null)
      })
    }).observe(document, { subtree: true, childList: true, attributes: true })
  })
}
