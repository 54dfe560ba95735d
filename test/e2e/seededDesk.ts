import { join } from 'node:path'
import { build } from 'vite'
import { projectRoot } from '../../build/scripts/freshness.mjs'
import { type Desk, type DeskOptions, openDesk } from './desk'
import type { SeededHousehold } from './seed/shelvedRound'
import type { SeededProduct } from './seed/sortingRound'

/**
 * The built app with a round on its disk that is already shelved. What writes it is bundled here and served to the
 * page under the app's own address; the app itself is opened only afterwards.
 */
export async function openShelvedDesk(
  options: DeskOptions & { readonly households: number; readonly waiting: number; readonly path?: string },
): Promise<{ readonly desk: Desk; readonly households: readonly SeededHousehold[] }> {
  const call = `seedShelvedRound(${options.households}, ${options.waiting})`
  const { desk, seeded } = await openSeeded<readonly SeededHousehold[]>(
    options,
    'test/e2e/seed/shelvedRound.ts',
    call,
  )
  await desk.page.goto(`${desk.address}#${options.path ?? '/handover'}`)
  return { desk, households: seeded }
}

/** The week's round received and allocated but for one product; with `packed`, everything in its bag. */
export async function openSortingDesk(
  options: DeskOptions & { readonly packed: boolean; readonly released?: boolean; readonly path: string },
): Promise<{ readonly desk: Desk; readonly products: readonly SeededProduct[] }> {
  const call = `seedSortingRound(${options.packed}, ${options.released === true})`
  const { desk, seeded } = await openSeeded<readonly SeededProduct[]>(
    options,
    'test/e2e/seed/sortingRound.ts',
    call,
  )
  await desk.page.goto(`${desk.address}#${options.path}`)
  return { desk, products: seeded }
}

/** @param seed a module, by its path in the project; `call` is what is called of it */
export async function openSeeded<Seeded>(
  options: DeskOptions,
  seed: string,
  call: string,
): Promise<{ readonly desk: Desk; readonly seeded: Seeded }> {
  const script = await bundled(seed)
  const desk = await openDesk(options)
  const { page } = desk
  await page.route('**/seed.html', (route) => route.fulfill({ contentType: 'text/html', body: '<p>seed' }))
  await page.route('**/seed.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }))
  await page.goto(`${desk.address}seed.html`)
  // As text: a function would have its import rewritten for Node on the way here.
  const seeding = `import('${desk.address}seed.js').then((m) => m.${call})`
  const seeded = (await page.evaluate(seeding)) as Seeded
  await page.unrouteAll()
  return { desk, seeded }
}

async function bundled(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: projectRoot,
    build: {
      write: false,
      minify: false,
      lib: { entry: join(projectRoot, entry), formats: ['es'], fileName: 'seed' },
      rollupOptions: { output: { codeSplitting: false } },
    },
    define: { 'process.env.NODE_ENV': '"production"', 'import.meta.env.VITE_VERSION': '"test"' },
  })
  const [output] = Array.isArray(built) ? built : [built]
  const chunk = output && 'output' in output ? output.output.find((one) => one.type === 'chunk') : undefined
  if (chunk?.type !== 'chunk') throw new Error('the seed did not build')
  return chunk.code
}
