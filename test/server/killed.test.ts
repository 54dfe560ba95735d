import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectRoot } from '../../build/scripts/freshness.mjs'
import { buildCentreOnce } from '../../build/scripts/setUp.mjs'
import { askRunning, findOwnerDoor } from '../../server/command/ownerDoor'
import { runCommand } from '../../server/command/runCommand'
import { openPostgres } from '../../server/db/postgresSql'
import { type EntriesAnswer, type PushAnswer, paths } from '../../shared/contract/sync'
import { ADeskOfTheCentre, fresh, seededBytes } from './aCentre'
import { freePort, type PostgresHere, postgresBin, startPostgres } from './postgresHere'

const kills = 3
const writers = 4

/** The centre as it is run: a process of its own that can be killed. */
class ARunningCentre {
  private child: ChildProcess | undefined

  private constructor(
    readonly address: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  static async start(more: NodeJS.ProcessEnv): Promise<ARunningCentre> {
    const port = await freePort()
    const env = { ...process.env, ...more, PORT: String(port) }
    const centre = new ARunningCentre(`http://127.0.0.1:${port}`, env)
    await centre.start()
    return centre
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, ['out/centre/main.js'], {
      cwd: projectRoot,
      env: this.env,
      stdio: 'pipe',
    })
    this.child = child
    const said: string[] = []
    child.stderr?.on('data', (part) => said.push(String(part)))
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', (part) => {
        if (String(part).includes('The centre is at')) resolve()
      })
      child.once('exit', (code) => reject(new Error(`the centre ended with ${code}: ${said.join('')}`)))
    })
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const { child } = this
    if (!child) return null
    const code = new Promise<number | null>((resolve) => child.once('exit', resolve))
    child.kill(signal)
    return code
  }
}

/** Pushes until told to stop, again and again what was not answered; remembers what was. */
async function keepPushing(desk: ADeskOfTheCentre, isOver: () => boolean, acked: string[]): Promise<void> {
  while (!isOver()) {
    const entries = desk.writeMany(5)
    for (let answered = false; !answered; ) {
      try {
        const { outcomes }: PushAnswer = await desk.sent(paths.entries(desk.siteId), { entries })
        expect(outcomes.every(({ outcome }) => outcome !== 'quarantined')).toBe(true)
        for (const { id } of outcomes) if (id !== null) acked.push(id)
        answered = true
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
  }
}

async function everything(desk: ADeskOfTheCentre): Promise<{ ids: string[]; positions: number[] }> {
  const ids: string[] = []
  const positions: number[] = []
  for (;;) {
    const { entries }: EntriesAnswer = await desk.json(
      `${paths.entries(desk.siteId)}?after=${positions.at(-1) ?? 0}`,
    )
    for (const { entry, position } of entries) {
      ids.push(Object(entry).id)
      positions.push(position)
    }
    if (entries.length < 200) return { ids, positions }
  }
}

type Command = (argv: readonly string[]) => Promise<string>

/** Nothing acknowledged is lost, nothing is there twice, whatever was killed in between. */
async function survive(centre: ARunningCentre, command: Command, kill: () => Promise<void>): Promise<void> {
  const site = fresh('point')
  await command(['site', 'add', site])
  const desks: ADeskOfTheCentre[] = []
  for (let i = 0; i < writers; i++) {
    const desk = new ADeskOfTheCentre((path, init) => fetch(`${centre.address}${path}`, init))
    const [code = ''] = (await command(['code', 'new', site])).split('\n')
    await desk.enrol(code)
    desks.push(desk)
  }
  let over = false
  const acked: string[] = []
  const writing = desks.map((desk) => keepPushing(desk, () => over, acked))
  for (let i = 0; i < kills; i++) {
    await new Promise((resolve) => setTimeout(resolve, 300 + 170 * i))
    await kill()
  }
  over = true
  await Promise.all(writing)
  const [desk] = desks
  if (!desk) throw new Error('no desk')
  const { ids, positions } = await everything(desk)
  expect(acked.length).toBeGreaterThan(kills * writers)
  expect([...ids].sort()).toEqual([...acked].sort())
  expect(positions).toEqual(ids.map((_, i) => i + 1))
}

beforeAll(() => buildCentreOnce(), 120_000)

test('the embedded centre, killed under its writers, has what it acknowledged, once; ended, it lets them finish', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tuandian-centre-'))
  const centre = await ARunningCentre.start({ TUANDIAN_CENTRE_FOLDER: folder, DATABASE_URL: '' })
  const command: Command = async (argv) => {
    const door = findOwnerDoor(folder)
    if (!door) throw new Error('the centre has no door')
    return (await askRunning(door, argv)).text
  }
  await survive(centre, command, async () => {
    await centre.end('SIGKILL')
    await centre.start()
  })
  expect(await centre.end('SIGTERM')).toBe(0)
  rmSync(folder, { recursive: true, force: true })
})

const bin = postgresBin()
describe.skipIf(!bin)('over PostgreSQL', () => {
  let postgres: PostgresHere
  beforeAll(async () => {
    postgres = await startPostgres(bin ?? '', { durable: true })
  }, 60_000)
  afterAll(() => postgres.stop())

  test('the centre and its PostgreSQL, killed in turns under their writers, have what was acknowledged, once', async () => {
    const url = await postgres.url()
    const centre = await ARunningCentre.start({ DATABASE_URL: url })
    const randomBytes = seededBytes(77)
    const command: Command = async (argv) => {
      const sql = openPostgres({ url, connections: 1 })
      try {
        return await runCommand({ sql, nowMs: Date.now, randomBytes, deviceChanged: () => {} }, argv)
      } finally {
        await sql.close()
      }
    }
    let turn = 0
    await survive(centre, command, async () => {
      turn += 1
      if (turn % 2 === 0) return postgres.killAndRestart()
      await centre.end('SIGKILL')
      await centre.start()
    })
    expect(await centre.end('SIGTERM')).toBe(0)
  })
})
