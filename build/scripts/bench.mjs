// npm run bench -- [--json FILE] [name…]: measures, in real Chromium, each number against its own baseline.

import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildOnce, installOnce, runTool } from './setUp.mjs'

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' } },
  allowPositionals: true,
})
installOnce()
buildOnce()
if (values.json) process.env['BENCH_JSON'] = resolve(values.json)
process.exitCode = runTool('vitest/vitest.mjs', ['run', '--project', 'bench', ...positionals]) ? 0 : 1
