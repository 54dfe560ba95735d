import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect } from 'vitest'
import { projectRoot } from '../../build/scripts/freshness.mjs'

/** `npm start` as a person without a display types it. */
export interface AStart {
  readonly said: string
  /** What it told a person to open. */
  address(): Promise<string>
  says(words: string): Promise<void>
  /** Ctrl-C. @returns how it ended */
  end(): Promise<number | null>
}

export function startDesk(home: string, words: readonly string[]): AStart {
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...env } = process.env
  const child = spawn(process.execPath, [join(projectRoot, 'build/scripts/start.mjs'), ...words], {
    cwd: projectRoot,
    env: { ...env, TUANDIAN_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return new RunningStart(child)
}

class RunningStart implements AStart {
  said = ''

  constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part) => {
        this.said += String(part)
      })
  }

  async address(): Promise<string> {
    await this.says('Ctrl-C ends it.')
    const [, address] = /Open (http\S+) in/.exec(this.said) ?? []
    if (address === undefined) throw new Error(`no address in: ${this.said}`)
    return address
  }

  async says(words: string): Promise<void> {
    await expect.poll(() => this.said, { timeout: 60_000 }).toContain(words)
  }

  async end(): Promise<number | null> {
    if (this.child.exitCode === null) {
      const ended = once(this.child, 'exit')
      this.child.kill('SIGINT')
      await ended
    }
    return this.child.exitCode
  }
}
