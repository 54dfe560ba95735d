// npm run dev: the renderer with hot reload, in a browser of your choice. (The built app: npm start.)
import { parseArgs } from 'node:util'
import { projectRoot } from './freshness.mjs'
import { installOnce } from './setUp.mjs'

const { values } = parseArgs({ options: { port: { type: 'string', default: '47801' } } })
installOnce()
const { createServer } = await import('vite')
const { loadConfigFromFile } = await import('electron-vite')
const { config } = await loadConfigFromFile({ command: 'serve', mode: 'development' }, undefined, projectRoot)
const wanted = typeof config === 'object' && config && 'renderer' in config ? config.renderer : undefined
const server = await createServer({
  ...(typeof wanted === 'object' ? wanted : {}),
  configFile: false,
  server: { port: Number(values.port), strictPort: true, host: '127.0.0.1' },
})
await server.listen()
server.printUrls()
