// @ts-nocheck: its packages are there only when it is run.
// pouchdb-server, in memory, in a process of its own: what the desk's sync is compared with.
// node servePouch.mjs <folder with the packages>: says its address, then takes documents over HTTP.
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(join(process.argv[2] ?? '', 'package.json'))
const express = require('express')
const PouchDB = require('pouchdb').plugin(require('pouchdb-adapter-memory'))
const inMemory = PouchDB.defaults({ adapter: 'memory' })
const app = express()
app.use((request, response, next) => {
  response.set('access-control-allow-origin', request.headers.origin ?? '*')
  response.set('access-control-allow-credentials', 'true')
  response.set('access-control-allow-headers', 'content-type, accept')
  response.set('access-control-allow-methods', 'GET, PUT, POST, DELETE, HEAD')
  if (request.method === 'OPTIONS') response.sendStatus(204)
  else next()
})
app.use('/', require('express-pouchdb')(inMemory, { mode: 'minimumForPouchDB', inMemoryConfig: true }))
const server = app.listen(0, '127.0.0.1', () =>
  console.log(`listening at http://127.0.0.1:${server.address().port}`),
)
