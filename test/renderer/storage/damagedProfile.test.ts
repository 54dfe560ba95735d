import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { bundleForPage, openPage, type PageInChromium } from '../../browser/pageInChromium'
import type {} from './storePage'

let script: string

beforeAll(async () => {
  script = await bundleForPage(new URL('./storePage.ts', import.meta.url).pathname)
}, 120_000)

const written = 300

test.each([
  ['the end of the log is cut off', 1000, (folder: string) => eachFile(folder, '.log', cutInHalf)],
  ['a bit of the log is flipped', 1000, (folder: string) => eachFile(folder, '.log', flipABit)],
  ['the whole folder is gone', 1000, (folder: string) => removeFolder(folder)],
] as const)(
  '%s: the desk says so, at every start, and shows no desk with less in it',
  {
    timeout: 120_000,
  },
  async (_, factBytes, damage) => {
    const desk = await deskWith(factBytes)
    try {
      expect(damage(databaseFolder(desk))).toBeGreaterThan(0)
      for (const start of ['first', 'second']) {
        await desk.reopen()
        const opened = await desk.page.evaluate(() => window.desk.open())
        expect(opened.status, `${start} start: ${JSON.stringify(opened)}`).toBe('corrupt')
        await desk.quit()
      }
    } finally {
      await desk.dispose()
    }
  },
)

test('a bit of an older table is flipped: reading what it held is refused, never answered with less', {
  timeout: 120_000,
}, async () => {
  const desk = await deskWith(20_000)
  try {
    expect(eachFile(databaseFolder(desk), '.ldb', flipABit)).toBeGreaterThan(0)
    await desk.reopen()
    await desk.page.evaluate(() => window.desk.open())
    const read = await desk.page.evaluate(() => window.desk.look()).catch((error: Error) => error.message)
    expect(read).toContain('StoreBroken')
  } finally {
    await desk.dispose()
  }
})

/** A closed desk with 300 entries on the disk. */
async function deskWith(factBytes: number): Promise<PageInChromium> {
  const desk = await openPage(script)
  await desk.page.evaluate(() => window.desk.open())
  await desk.page.evaluate(([n, bytes]) => window.desk.writeUntilRefused(n, bytes), [
    written,
    factBytes,
  ] as const)
  await desk.page.evaluate(() => window.desk.close())
  await desk.quit()
  return desk
}

function databaseFolder({ profile }: PageInChromium): string {
  const all = join(profile, 'Default', 'IndexedDB')
  const name = readdirSync(all).find((folder) => folder.endsWith('.leveldb'))
  if (!name) throw new Error('this Chromium keeps IndexedDB in another kind of file')
  return join(all, name)
}

function eachFile(folder: string, suffix: string, damage: (file: string) => void): number {
  const files = readdirSync(folder).filter((file) => file.endsWith(suffix))
  for (const file of files) damage(join(folder, file))
  return files.length
}

function cutInHalf(file: string): void {
  truncateSync(file, Math.floor(statSync(file).size / 2))
}

function flipABit(file: string): void {
  const bytes = readFileSync(file)
  const middle = Math.floor(bytes.length / 2)
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 0x40, middle)
  writeFileSync(file, bytes)
}

function removeFolder(folder: string): number {
  rmSync(folder, { recursive: true })
  return 1
}
