// npm run centre: starts the central server, from a fresh clone on. npm run centre -- help lists its commands.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isCentreBuilt, isInstalled, projectRoot } from './freshness.mjs'
import { buildCentreOnce, installOnce } from './setUp.mjs'

try {
  // A server has only what the built centre needs, and nothing is installed under one that runs.
  if (!isCentreBuilt() || !isInstalled(projectRoot, { toRun: true })) {
    installOnce()
    buildCentreOnce()
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
await import(pathToFileURL(join(projectRoot, 'out/centre/main.js')).href)
