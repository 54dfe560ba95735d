import { join } from 'node:path'
import { askRunning, findOwnerDoor, type OwnerDoor } from './command/ownerDoor'
import { help, runCommand } from './command/runCommand'
import { type Config, readConfig, WrongConfig } from './config'
import { createCentre } from './createCentre'
import { NoRoom } from './db/diskRoom'
import { FolderTaken } from './db/folderLock'
import { WrongSchema } from './db/migrate'
import { DatabaseBusy } from './db/sql'
import { Refused } from './hq/sites'
import { openSql, patientMs } from './openSql'
import { endHung, nowMs, randomBytes, runCentre } from './runCentre'
import { PortTaken } from './serve'
import { watchForHanging } from './watchForHanging'

const warning =
  'The database is the embedded one: good for trying out and for one small point. For more, set DATABASE_URL to a PostgreSQL.'

async function start(config: Config): Promise<void> {
  if (config.databaseUrl === null) console.warn(warning)
  const { address, stop } = await runCentre(config, join(import.meta.dirname, 'foldWorker.js'))
  console.log(`The centre is at ${address}. Ctrl-C ends it.`)
  process.send?.({ address })
  let stopping = false
  const end = () => {
    if (stopping) return
    stopping = true
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => (stopping ? process.exit(1) : end()))
  // It was started by another program, which ended or lets it go.
  process.once('disconnect', end)
}

/** Commands work on the database directly; where a running centre has the embedded one open, it does them. */
async function command(config: Config, argv: readonly string[]): Promise<void> {
  try {
    const sql = await openSql(
      config,
      endHung(() => {}),
      patientMs,
    )
    try {
      const centre = await createCentre({ sql, nowMs, randomBytes, log: () => {} })
      const { deviceChanged, tell } = centre
      const folder = process.cwd()
      console.log(await runCommand({ sql, nowMs, randomBytes, deviceChanged, tell, folder }, argv))
      await centre.stop()
    } finally {
      await sql.close()
    }
  } catch (error) {
    const door = error instanceof FolderTaken ? await doorSoon(config.folder) : undefined
    if (!door) throw error
    const { ok, text } = await askRunning(door, argv, process.cwd())
    if (!ok) throw new Refused(text)
    console.log(text)
  }
}

/** A centre that has just been started opens its door a little after it took the folder. */
async function doorSoon(folder: string): Promise<OwnerDoor | undefined> {
  for (let tries = 0; tries < 40; tries++) {
    const door = findOwnerDoor(folder)
    if (door) return door
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return undefined
}

function work(config: Config, argv: readonly string[]): Promise<void> {
  if (config.databaseUrl === null) watchForHanging(join(import.meta.dirname, 'hungWorker.js'))
  return argv.length > 0 ? command(config, argv) : start(config)
}

const expected = [WrongConfig, WrongSchema, FolderTaken, NoRoom, PortTaken, Refused, DatabaseBusy]

async function main(argv: readonly string[]): Promise<void> {
  try {
    if (argv[0] === 'help' || argv[0] === '--help') console.log(help())
    else await work(readConfig(process.env), argv)
  } catch (error) {
    console.error(expected.some((kind) => error instanceof kind) ? (error as Error).message : error)
    process.exitCode = 1
    // An embedded database that did not open may still hold the process.
    setTimeout(() => process.exit(), 1_000).unref()
  }
}

await main(process.argv.slice(2))
