import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { projectRoot } from '../../build/scripts/freshness.mjs'
import { foldVersion } from '../../shared/domain/startingPoint'
import { bundleForPage, openPage, type PageInChromium } from '../browser/pageInChromium'
import type {} from './deskPage'

export interface Seeding {
  readonly of: 'history' | 'bags'
  readonly count: number
}

const cache = join(projectRoot, 'node_modules/.cache/bench')
/** Counted up by hand when deskPage.ts seeds otherwise. */
const seedVersion = 1
/** What the seeded files depend on beside it: when one of them changes, the desk is seeded anew. */
const madeBy = [
  'test/bench/benchRounds.ts',
  'renderer/storage/entryDocument.ts',
  'renderer/storage/storeNames.ts',
  'shared/domain/entry/entry.ts',
]

/**
 * A browser on a copy of a desk that was filled before; filled now and kept where it is the first time, for half a
 * million entries take minutes. Not started: the bench does that.
 */
export async function openSeededDesk(seeding: Seeding): Promise<PageInChromium> {
  const script = await bundleForPage(new URL('./deskPage.ts', import.meta.url).pathname)
  const kept = join(cache, `${seeding.of}-${seeding.count}-${fingerprint()}`)
  if (!existsSync(kept)) await seed(script, seeding, kept)
  return openPage(script, { profile: kept })
}

async function seed(script: string, { of, count }: Seeding, kept: string): Promise<void> {
  const desk = await openPage(script)
  console.log(`seeding a desk (${of}: ${count}); kept for the next time`)
  desk.page.on('console', (message) => console.log(`  ${message.text()}`))
  try {
    const written = await desk.page.evaluate(
      ([what, n]) => (what === 'bags' ? window.deskBench.seedBags(n) : window.deskBench.seedHistory(n)),
      [of, count] as const,
    )
    console.log(`seeded a desk with ${written} entries (${of}: ${count})`)
    await settled(desk)
    await desk.quit()
    mkdirSync(cache, { recursive: true })
    for (const old of readdirSync(cache))
      if (old.startsWith(`${of}-${count}-`)) rmSync(join(cache, old), { recursive: true })
    const making = join(cache, `making-${process.pid}`)
    cpSync(desk.profile, making, { recursive: true, filter: (path) => !path.includes('Singleton') })
    renameSync(making, kept)
  } finally {
    await desk.dispose()
  }
}

/**
 * Waits until the database files rest. For a while after many entries, and again after it is opened, Chromium's
 * LevelDB merges its files in the background: a bare put into an empty table beside it is then three times slower.
 */
export async function settled({ profile }: PageInChromium): Promise<void> {
  const restSeconds = 15
  let rested = 0
  let before = ''
  for (let seconds = 0; seconds < 300 && rested < restSeconds; seconds++) {
    await wait(1000)
    const now = filesOf(profile)
    rested = now === before ? rested + 1 : 0
    before = now
  }
}

function filesOf(profile: string): string {
  const all = join(profile, 'Default', 'IndexedDB')
  const tables = readdirSync(all, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ldb'),
  )
  return tables
    .map((file) => `${file} ${statSync(join(all, file), { throwIfNoEntry: false })?.size}`)
    .join('\n')
}

function fingerprint(): string {
  const hash = createHash('sha256').update(`${seedVersion} ${foldVersion}`)
  for (const file of madeBy) hash.update(readFileSync(join(projectRoot, file)))
  return hash.digest('hex').slice(0, 12)
}
