import { chromium } from 'playwright-core'
import { expect, test } from 'vitest'
import { chromiumFromNpm, headlessArgs } from '../../build/scripts/findChromium.mjs'

const possible = process.platform === 'linux' && process.arch === 'x64'

test.skipIf(!possible)(
  'where no browser is installed, the one from npm starts with its own libraries',
  async () => {
    const { path, env, kind } = await chromiumFromNpm()
    expect(kind).toBe('from-npm')
    const browser = await chromium.launch({
      executablePath: path,
      args: headlessArgs,
      env: { ...process.env, ...env } as Record<string, string>,
    })
    try {
      const page = await browser.newPage()
      await page.setContent('<h1>open</h1>')
      expect(await page.textContent('h1')).toBe('open')
    } finally {
      await browser.close()
    }
  },
  120_000,
)
