import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { projectRoot } from '../../build/scripts/freshness.mjs'
import { buildCentreOnce } from '../../build/scripts/setUp.mjs'
import { hungSentence } from '../../server/watchForHanging'

beforeAll(() => buildCentreOnce(), 120_000)

/** A program that watches itself, and then does `work`. */
async function ending(
  work: string,
): Promise<{ readonly how: number | string | null; readonly said: string }> {
  const [watch, worker] = ['watchForHanging.js', 'hungWorker.js'].map((name) =>
    join(projectRoot, 'out/centre', name),
  )
  const from = JSON.stringify(pathToFileURL(watch ?? '').href)
  const script = `import(${from}).then(({ watchForHanging }) => { watchForHanging(${JSON.stringify(worker)}, 2_000); ${work} })`
  const child = spawn(process.execPath, ['-e', script], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 30_000,
  })
  let said = ''
  child.stderr.on('data', (part) => {
    said += String(part)
  })
  return new Promise((resolve) =>
    child.once('close', (code, signal) => resolve({ how: code ?? signal, said })),
  )
}

test('a centre whose thread goes round in circles is ended, and says in a sentence why', async () => {
  expect(await ending('for (;;);')).toEqual({ how: 'SIGKILL', said: `${hungSentence}\n` })
})

test('one that only works hard now and then, or has nothing more to do, comes to its own end', async () => {
  const busy = 'const end = Date.now() + 700; while (Date.now() < end);'
  expect(await ending(`setTimeout(() => { ${busy} }, 50); setTimeout(() => { ${busy} }, 1_500)`)).toEqual({
    how: 0,
    said: '',
  })
})
