import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../build/scripts/freshness.mjs'

interface Cruise {
  readonly modules: readonly { readonly source: string }[]
  readonly summary: {
    readonly violations: readonly {
      readonly rule: { readonly name: string }
      readonly from: string
      readonly to: string
    }[]
  }
}

const rooms = ['shared', 'renderer', 'electron', 'server', 'build'].filter((room) =>
  existsSync(join(projectRoot, room, 'tsconfig.json')),
)

function cruise(from: string, folders: readonly string[]): Cruise {
  const tool = join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const config = join(projectRoot, '.dependency-cruiser.cjs')
  const args = [tool, '--config', config, '-T', 'json', ...folders]
  try {
    return JSON.parse(
      execFileSync(process.execPath, args, { cwd: from, encoding: 'utf8', maxBuffer: 2 ** 28 }),
    )
  } catch (error) {
    // It exits with the number of violations and prints the same report.
    const report = (error as { stdout?: string }).stdout
    if (!report) throw error
    return JSON.parse(report)
  }
}

function sourcesOf(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
}

test('no room imports from a room it may not know, and every module was looked at', () => {
  const { modules, summary } = cruise(projectRoot, rooms)
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([])
  const read = new Set(modules.map(({ source }) => source))
  const sources = rooms.flatMap(sourcesOf)
  expect(sources.length).toBeGreaterThan(20)
  expect(sources.filter((source) => !read.has(source))).toEqual([])
}, 60_000)

test('a house with every wall broken is reported wall by wall', () => {
  const { summary } = cruise(join(projectRoot, 'test/architecture/brokenHouse'), [
    'shared',
    'renderer',
    'electron',
  ])
  const broken = new Set(summary.violations.map(({ rule }) => rule.name))
  for (const name of [
    'shared-domain-keeps-to-its-rooms',
    'shared-keeps-to-its-rooms',
    'renderer-keeps-to-its-rooms',
    'renderer-screens-keeps-to-its-rooms',
    'renderer-ui-keeps-to-its-rooms',
    'electron-keeps-to-its-rooms',
    'no-node-outside-node-rooms',
    'rxdb-has-one-home',
    'dexie-has-one-home',
    'zustand-has-one-home',
    'no-cycles',
  ]) {
    expect(broken, name).toContain(name)
  }
}, 60_000)

test('a room that exists has its own tsconfig, and the solution names it', () => {
  const solution = JSON.parse(readFileSync(join(projectRoot, 'tsconfig.json'), 'utf8'))
  const named = solution.references.map(({ path }: { path: string }) => path.replace('./', ''))
  expect([...named].sort()).toEqual([...rooms, 'test'].sort())
})

test('what is shared compiles without the web, without Node and without any ambient type', () => {
  const { compilerOptions } = JSON.parse(readFileSync(join(projectRoot, 'shared/tsconfig.json'), 'utf8'))
  expect(compilerOptions.lib).toEqual(['ES2023'])
  expect(compilerOptions.types).toEqual([])
})
