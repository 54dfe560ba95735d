import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../build/scripts/freshness.mjs'

const mostLines = { product: 300, test: 600 }

interface Source {
  readonly path: string
  readonly text: string
}

function sourcesUnder(...folders: string[]): Source[] {
  return folders
    .filter((folder) => existsSync(join(projectRoot, folder)))
    .flatMap((folder) =>
      readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(ts|tsx|mjs)$/.test(name))
        .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
    )
    .map((path) => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') }))
}

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1')

const product = sourcesUnder('shared', 'renderer', 'electron', 'server', 'build')
const tests = sourcesUnder('test')

test('a file is one idea: 300 lines at most, 600 for a table of tests, but for the union of facts and the words of a language', () => {
  const mayBeLong = (path: string): boolean => /\/facts?\.ts$|\/factSchemas\.ts$|^renderer\/i18n\//.test(path)
  const long = [...product, ...tests]
    .filter(({ path }) => !mayBeLong(path))
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ path, lines }) => lines > (path.startsWith('test/') ? mostLines.test : mostLines.product))
  expect(long).toEqual([])
})

test('what is shared asks nobody for the time or for chance', () => {
  const asks =
    /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\.now\b|\bcrypto\.(randomUUID|getRandomValues)\b/
  const asking = sourcesUnder('shared').filter(({ text }) => asks.test(withoutComments(text)))
  expect(asking.map(({ path }) => path)).toEqual([])
})

test('every Chinese word on a screen comes from a language file', () => {
  const chinese = /\p{Script=Han}/u
  const speaking = sourcesUnder('renderer')
    .filter(({ path }) => !path.startsWith('renderer/i18n/'))
    .filter(({ text }) => chinese.test(withoutComments(text)))
  expect(speaking.map(({ path }) => path)).toEqual([])
})

test('no file is named after nothing in particular', () => {
  const vague =
    /^(util|utils|helper|helpers|common|misc|manager|service|data|info|handle|process)\.(ts|tsx|mjs)$/i
  const named = [...product, ...tests].filter(({ path }) => vague.test(basename(path)))
  expect(named.map(({ path }) => path)).toEqual([])
})

test('no test is skipped for good or run alone', () => {
  const halted = /\b(test|it|describe)\.(only|skip|todo|fails)\(|\bx(it|describe)\(/
  const found = tests.filter(({ path, text }) => !path.endsWith('houseRules.test.ts') && halted.test(text))
  expect(found.map(({ path }) => path)).toEqual([])
})

test('decisions on record are numbered one after the other, each number once', () => {
  const folder = join(projectRoot, 'docs/adr')
  if (!existsSync(folder)) return
  const numbers = readdirSync(folder)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => Number(/^(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1] ?? Number.NaN))
    .sort((a, b) => a - b)
  expect(numbers).toEqual(numbers.map((_, index) => index + 1))
})

test('every package is pinned to one exact version', () => {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(projectRoot, 'package.json'), 'utf8'),
  )
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^(npm:[\w@/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)),
  )
  expect(loose).toEqual([])
})

test('the lock file knows the packages of every other system too, so that it installs there', () => {
  const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'))
  const locked: Record<string, { optionalDependencies?: Record<string, string> }> = lock.packages
  const paths = Object.keys(locked)
  const missing = Object.entries(locked).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !paths.some((known) => known.endsWith(`node_modules/${name}`)))
      .map((name) => `${path} → ${name}`),
  )
  expect(missing).toEqual([])
})
