import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { centreFlags } from '../../build/scripts/centreFlags.mjs'
import { projectRoot } from '../../build/scripts/freshness.mjs'
import type { Sql } from '../../server/db/sql'
import { type ADeskOfTheCentre, aCentre, anEnrolledDesk, aPoint, type Calls } from './aCentre'
import { freePort } from './postgresHere'

/** The centre as it is run: a process of its own, with what it was built into, that can be killed. */
export class ARunningCentre {
  private child: ChildProcess | undefined
  private said: string[] = []

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

  get calls(): Calls {
    return (path, init) => fetch(`${this.address}${path}`, init)
  }

  /** Its log and its complaints since it was started last. */
  get text(): string {
    return this.said.join('')
  }

  get isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null
  }

  /** The most memory it ever held, in MiB. */
  get mostMemoryMiB(): number {
    const status = readFileSync(`/proc/${this.child?.pid}/status`, 'utf8')
    return Math.round(Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]) / 1024)
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [...centreFlags, 'out/centre/main.js'], {
      cwd: projectRoot,
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child = child
    this.said = []
    child.stderr.on('data', (part) => this.said.push(String(part)))
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (part) => {
        this.said.push(String(part))
        if (String(part).includes('The centre is at')) resolve()
      })
      child.once('exit', (code) => reject(new Error(`the centre ended with ${code}: ${this.text}`)))
    })
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const { child } = this
    if (!child || !this.isRunning) return child?.exitCode ?? null
    const code = new Promise<number | null>((resolve) => child.once('exit', resolve))
    child.kill(signal)
    return code
  }
}

/**
 * Desks that were enrolled before the centre was started: one address may enrol only a few in a minute.
 * @returns them, as many at each of so many points; `moveTo` the running centre
 */
export async function enrolledBefore(sql: Sql, points: number, desksAtEach: number) {
  const at = await aCentre(sql, { seed: Date.now() % 1_000_000 })
  const desks: ADeskOfTheCentre[] = []
  for (let point = 0; point < points; point++) {
    const siteKey = await aPoint(at)
    for (let n = 0; n < desksAtEach; n++) desks.push(await anEnrolledDesk(at, { siteKey }))
  }
  await at.centre.stop()
  return desks
}
