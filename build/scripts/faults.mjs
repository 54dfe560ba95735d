// npm run faults -- [--json FILE] [--seeds 5000] [--from 1]: the whole site in worlds where everything goes wrong.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { installOnce, runTool } from './setUp.mjs'

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'string' },
    seeds: { type: 'string', default: '5000' },
    from: { type: 'string', default: '1' },
  },
  allowPositionals: true,
})
installOnce()
process.env['SEEDS'] = values.seeds
process.env['SEED'] = values.from
if (values.json) process.env['FAULTS_JSON'] = resolve(values.json)
process.exitCode = runTool('vitest/vitest.mjs', ['run', '--project', 'faults', ...positionals]) ? 0 : 1
