// npm test: everything that must hold, from a fresh clone on. npm run check: the quick half of it.
// npm test -- --only types,unit runs some of the steps.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { projectRoot } from './freshness.mjs'
import { build, buildCentre, installOnce, runHere, runTool } from './setUp.mjs'

const results = join(projectRoot, 'node_modules/.cache/test-results')
const rooms = ['shared', 'renderer', 'electron', 'server', 'build'].filter((room) =>
  existsSync(join(projectRoot, room, 'tsconfig.json')),
)

/** @typedef {{ passed: number, failed: number, skipped: number, failures?: string[] }} Tally */

/** @param {boolean} ok @returns {Tally} a step that is one check */
const one = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 })

/**
 * @typedef {{ status: string, fullName: string, failureMessages?: string[] }} TestResult
 * @param {{ testResults: { name: string, message?: string, assertionResults: TestResult[] }[] }} report
 * @returns {string[]} each test that failed, with where and why, so that the end of the log is enough to know
 */
function failuresIn({ testResults }) {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const file = relative(projectRoot, name)
    const tests = assertionResults.filter(({ status }) => status === 'failed')
    if (tests.length === 0) return message ? [`${file}\n${message}`] : []
    return tests.map((test) => `${file}: ${test.fullName}\n${(test.failureMessages ?? []).join('\n')}`)
  })
}

/** @param {string} project @returns {Tally} */
function vitest(project) {
  const file = join(results, `${project}.json`)
  rmSync(file, { force: true })
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]
  const ok = runTool('vitest/vitest.mjs', args)
  if (!existsSync(file)) return one(false)
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const failed = report.numFailedTests
  // A file that does not even load has no failed test, and a run may fail after its last test.
  return {
    passed: report.numPassedTests,
    failed: ok || failed > 0 ? failed : 1,
    skipped: report.numPendingTests,
    failures: failuresIn(report),
  }
}

/** @type {Record<string, () => Tally>} */
const steps = {
  format: () => one(runTool('@biomejs/biome/bin/biome', ['format', '.'])),
  types: () => one(runHere(process.execPath, [join(projectRoot, 'build/scripts/types.mjs')])),
  lint: () => one(runTool('@biomejs/biome/bin/biome', ['lint', '--error-on-warnings', '.'])),
  walls: () =>
    one(
      runTool('dependency-cruiser/bin/dependency-cruise.mjs', [
        '--config',
        '.dependency-cruiser.cjs',
        ...rooms,
      ]),
    ),
  build: () => one(build() && buildCentre()),
  unit: () => vitest('node'),
  browser: () => vitest('browser'),
  standIn: () => vitest('standIn'),
  faults: () => vitest('faults'),
  e2e: () => vitest('e2e'),
}

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const chosen = values.only ? values.only.split(',') : Object.keys(steps)
const began = Date.now()
installOnce()
mkdirSync(results, { recursive: true })
/** @type {{ name: string, tally: Tally, seconds: number }[]} */
const done = []
for (const name of chosen) {
  const step = steps[name]
  if (!step) {
    console.error(`There is no step "${name}": ${Object.keys(steps).join(', ')}.`)
    process.exit(1)
  }
  console.log(`\n── ${name}`)
  const start = Date.now()
  done.push({ name, tally: step(), seconds: (Date.now() - start) / 1000 })
}

for (const { name, tally } of done)
  for (const failure of tally.failures ?? []) console.log(`\n── failed in ${name}: ${failure.slice(0, 2000)}`)

console.log('\n── summary')
for (const { name, tally, seconds } of done) {
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''
  const verdict = tally.failed > 0 ? 'FAILED' : 'ok'
  console.log(
    `${name.padEnd(8)} ${verdict.padEnd(7)} ${tally.passed} passed, ${tally.failed} failed${skipped}  (${seconds.toFixed(1)} s)`,
  )
}
const passed = done.reduce((sum, { tally }) => sum + tally.passed, 0)
const failed = done.reduce((sum, { tally }) => sum + tally.failed, 0)
console.log(`in ${((Date.now() - began) / 60_000).toFixed(1)} minutes`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
