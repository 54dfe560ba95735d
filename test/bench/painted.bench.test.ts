import type { Page } from 'playwright-core'
import { test } from 'vitest'
import type { Desk } from '../e2e/desk'
import { openSeeded } from '../e2e/seededDesk'
import { Shift } from '../e2e/shift'
import { atMost, quantile } from './measure'
import { report } from './report'

const bags = 50_000
const scans = 600
const products = 20
/** Scans before the desk has found its pace. */
const warmUp = 20

test(`P1: from the last key of a scan to its answer painted, ${bags} bags on the floor`, {
  timeout: 900_000,
}, async () => {
  const seeded = await openSeeded<string>(
    { locale: 'en-US' },
    'test/bench/packedFloor.ts',
    `seedPackedFloor(${bags})`,
  )
  // Each product shown by one scan, and put by the next ones.
  const productAt = (n: number) => Math.floor((n * products) / scans)
  const codes = Array.from({ length: scans }, (_, n) => `69${String(productAt(n)).padStart(11, '0')}`)
  await reportPainted(seeded.desk, { screen: 'sort', codes, name: 'P1 scan to answer painted' })
})

test(`P1: from the last key of a bag's scan at the counter to its answer painted, ${bags} bags on the floor`, {
  timeout: 900_000,
}, async () => {
  const seeded = await openSeeded<string[]>(
    { locale: 'en-US' },
    'test/bench/packedFloor.ts',
    `seedShelvedFloor(${bags}, ${scans / 3})`,
  )
  const name = 'P1 bag handed over to answer painted'
  await reportPainted(seeded.desk, { screen: 'handover', codes: seeded.seeded, name })
})

async function reportPainted(
  desk: Desk,
  { screen, codes, name }: { screen: string; codes: readonly string[]; name: string },
): Promise<void> {
  try {
    await countFromKeyToPaint(desk.page)
    await desk.page.goto(`${desk.address}#/${screen}`)
    await desk.page.reload()
    const shift = new Shift(desk)
    await shift.ready()
    await shift.goTo(screen)
    for (const code of codes) await shift.scan(code)
    const took = (await desk.page.evaluate('fromKeyToPaint')) as number[]
    const warm = took.slice(warmUp)
    const what = `${name}, ${bags} bags`
    report([
      atMost({ name: `${what}, p99 of ${warm.length}`, value: quantile(warm, 0.99), unit: 'ms' }, 50),
      atMost({ name: `${what}, median`, value: quantile(warm, 0.5), unit: 'ms' }, 50),
    ])
  } finally {
    await desk.close()
  }
}

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
      // The next scan may begin before this answer is painted.
      const fromMs = suffixMs
      // What a frame callback posts is run after that frame was painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => took.push(performance.now() - fromMs)
        port2.postMessage(null)
      })
    }).observe(document, { subtree: true, childList: true, attributes: true })
  })
}
