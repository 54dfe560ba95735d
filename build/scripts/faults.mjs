// npm run faults -- [--json FILE] [--only R2,R12] [--scale 0.1] [--seeds 5000] [--from 1]
// Everything that can go wrong, for real and often: one file per fault in test/faults, each with its numbers.
import { readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { projectRoot } from './freshness.mjs'
import { buildCentreOnce, buildOnce, installOnce, runTool } from './setUp.mjs'

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string' },
    scale: { type: 'string', default: '1' },
    seeds: { type: 'string' },
    from: { type: 'string' },
  },
})
// A file is named after its fault: faults/r2.… is R2 and not R20; what belongs to it (R2b) begins alike.
const chosen = values.only?.split(',').map((id) => id.trim().toLowerCase()) ?? []
const there = new Set(
  readdirSync(join(projectRoot, 'test/faults')).flatMap(
    (name) => /^(r\d+)\..*\.test\.ts$/.exec(name)?.[1] ?? [],
  ),
)
const missing = chosen.filter((id) => !there.has(id))
if (missing.length > 0) {
  console.error(
    `No file tries ${missing.map((id) => `"${id}"`).join(', ')}. --only takes: ${[...there].join(', ')}.`,
  )
  process.exit(1)
}
installOnce()
buildOnce()
buildCentreOnce()
process.env['FAULTS_SCALE'] = values.scale
if (values.seeds) process.env['SEEDS'] = values.seeds
if (values.from) process.env['SEED'] = values.from
if (values.json) {
  process.env['FAULTS_JSON'] = resolve(values.json)
  // What an earlier run found of all of them is no result of this one.
  if (!values.only) rmSync(resolve(values.json), { force: true })
}
const files = chosen.map((id) => `faults/${id}.`)
process.exitCode = runTool('vitest/vitest.mjs', ['run', '--project', 'faults', ...files]) ? 0 : 1
