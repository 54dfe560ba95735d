import axe from 'axe-core'
import { act } from 'react'
import { afterEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { gallerySamples } from '../../../renderer/i18n/gallerySamples'
import { FrameGallery, galleryPages } from '../../../renderer/screens/frame/FrameGallery'
import type { Look } from '../../../renderer/ui/index'
import { clear, click, drawnBarcodes, find, show } from './shown'

afterEach(async () => {
  await clear()
  await page.viewport(1366, 768)
})

const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']
const faces = [
  ['zh-CN', 'light'],
  ['en', 'dark'],
  ['zh-CN', 'contrast'],
  ['en', 'light'],
] as const satisfies readonly (readonly ['zh-CN' | 'en', Look])[]

async function violations(): Promise<string[]> {
  const found = await axe.run(document, { runOnly: rules })
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  )
}

test.each(faces)(
  'every piece can be read and reached by everyone: %s, %s',
  async (language, look) => {
    // Animations would be judged half-way through.
    const still = document.head.appendChild(document.createElement('style'))
    still.textContent = '*,*::before,*::after{animation:none!important;transition:none!important}'
    for (const piece of galleryPages) {
      await show(<FrameGallery page={piece} />, language, look)
      await drawnBarcodes()
      expect(await violations(), piece).toEqual([])
    }
    await show(<FrameGallery page="strips" />, language, look)
    await click('[data-choice="sites"]')
    await expect.poll(() => document.querySelectorAll('[role="menuitem"]').length).toBe(3)
    expect(await violations(), 'choosing a site').toEqual([])
    still.remove()
  },
  60_000,
)

const sizes = [
  [1366, 768],
  [1093, 614],
] as const

test.each(sizes)(
  'all ten steps of the rail stand in full, in both languages, at %i×%i',
  async (width, height) => {
    await page.viewport(width, height)
    for (const language of ['zh-CN', 'en'] as const) {
      // The longest word, with the number and the mark of most rounds, in the bold of the step that is open.
      await show(<FrameGallery page="photos" />, language)
      const steps = [...document.querySelectorAll<HTMLElement>('nav button')]
      const cut = steps.filter((step) =>
        [...step.querySelectorAll<HTMLElement>('span')].some(
          (words) => getComputedStyle(words).position !== 'absolute' && words.scrollWidth > words.clientWidth,
        ),
      )
      expect(cut.map((step) => step.textContent)).toEqual([])
      expect(steps).toHaveLength(10)
      expect(steps.at(-1)?.getBoundingClientRect().bottom).toBeLessThanOrEqual(height)
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width)
    }
  },
)

test.each(sizes)('in no state of the strip anything is pushed out of it, at %i×%i', async (width, height) => {
  await page.viewport(width, height)
  for (const language of ['zh-CN', 'en'] as const) {
    await show(<FrameGallery page="strips" />, language)
    const rows = [...document.querySelectorAll<HTMLElement>('header > div')]
    expect(rows.length).toBeGreaterThan(14)
    const over = rows.filter((row) =>
      [...row.children].some(
        (piece) =>
          piece.getBoundingClientRect().right > row.getBoundingClientRect().right + 1 ||
          (piece.role === 'status' && piece.scrollWidth > piece.clientWidth + 1),
      ),
    )
    expect(over.map((row) => `${language}: ${row.textContent}`)).toEqual([])
  }
})

test('the status strip says offline in calm words, with what is unsent and since when', async () => {
  await show(<FrameGallery page="today" />, 'en')
  expect(find('header [role="status"]').textContent).toBe('Offline, ready37 unsent · oldest 12 min')
})

test('a disk that takes no more is said in red across the strip, and stays', async () => {
  await show(<FrameGallery page="states" />, 'en')
  expect(find('header [role="alert"]').textContent).toContain('Disk full')
})

test.each(sizes)(
  'the band of a desk that parted is short, and takes nothing of the rail, at %i×%i',
  async (width, height) => {
    await page.viewport(width, height)
    for (const language of ['zh-CN', 'en'] as const) {
      await show(<FrameGallery page="parted" />, language)
      const band = find('section[data-size="band"]').getBoundingClientRect()
      expect(band.height).toBeLessThan(height / 5)
      expect(band.right).toBeLessThan(width)
      const lastStep = [...document.querySelectorAll('nav button')].at(-1)
      expect(lastStep?.getBoundingClientRect().bottom).toBeLessThanOrEqual(height)
    }
  },
)

test('one press changes the language of everything on the screen', async () => {
  await show(<FrameGallery page="today" />, 'zh-CN')
  expect(find('main h1').textContent).toBe(gallerySamples['zh-CN'].round)
  await click('button[lang="en"]')
  expect(find('main h1').textContent).toBe(gallerySamples.en.round)
  expect(document.documentElement.lang).toBe('en')
})

test('a step names its key, what waits there and what is wrong', async () => {
  await show(<FrameGallery page="today" />, 'en')
  const steps = [...document.querySelectorAll('nav button')]
  expect(steps[2]?.getAttribute('aria-keyshortcuts')).toBe('Alt+3')
  expect(steps[2]?.textContent).toContain('3 waiting')
  expect(steps[5]?.textContent).toContain('something is wrong')
  expect(steps[9]?.getAttribute('aria-keyshortcuts')).toBe('Alt+0')
})

test('arrows walk the rail', async () => {
  await show(<FrameGallery page="today" />)
  const steps = [...document.querySelectorAll<HTMLElement>('nav button')]
  steps[0]?.focus()
  await act(async () => {
    steps[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }))
  })
  expect(document.activeElement).toBe(steps[9])
})
