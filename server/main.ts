import { join } from 'node:path'
import { answerCommand, busySentence, type CommandAnswer } from './command/answerCommand'
import { AnswerLost, askRunning, DoorShut, findOwnerDoor } from './command/ownerDoor'
import { asksForHelp, helpFor } from './command/runCommand'
import { stillAtIt } from './command/stillAtIt'
import { type Config, readConfig, WrongConfig } from './config'
import { createCentre } from './createCentre'
import { databaseRefused } from './db/databaseRefused'
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
  const { address, addressHere, stop } = await runCentre(config, join(import.meta.dirname, 'foldWorker.js'))
  const others = address === addressHere ? '' : `, and for other machines at this one's own address`
  console.log(`The centre is at ${addressHere}${others}. Ctrl-C ends it.`)
  process.send?.({ address: addressHere })
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
  // Nobody waits before a command that a clock started, and what goes well there says nothing.
  const tell = process.stderr.isTTY ? console.error : () => {}
  const done = stillAtIt(config.databaseUrl !== null, tell)
  const { ok, text } = await alone(config, argv)
    .catch((error: unknown) => {
      if (error instanceof FolderTaken) return atTheRunning(config.folder, argv)
      throw error
    })
    .finally(done)
  if (!ok) throw new Refused(text)
  console.log(text)
}

async function alone(config: Config, argv: readonly string[]): Promise<CommandAnswer> {
  const sql = await openSql(
    config,
    endHung(() => {}),
    patientMs,
  )
  try {
    // Its answer is all that whoever typed the command sees.
    const log = () => {}
    const centre = await createCentre({ sql, nowMs, randomBytes, log })
    const { deviceChanged, tell } = centre
    const folder = process.cwd()
    const answer = await answerCommand({ sql, nowMs, randomBytes, deviceChanged, tell, folder }, argv, log)
    await centre.stop()
    return answer
  } finally {
    await sql.close()
  }
}

/** A centre that has just been started opens its door a little after it took the folder. */
async function atTheRunning(folder: string, argv: readonly string[]): Promise<CommandAnswer> {
  for (let tries = 0; tries < 40; tries++) {
    const door = findOwnerDoor(folder)
    const answer = door && (await askRunning(door, argv, process.cwd()).catch(undefinedIfShut))
    if (answer) return answer
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Refused(
    `another centre works in ${folder} and takes no commands: it is starting, ending, or itself a command. Try again in a moment.`,
  )
}

function undefinedIfShut(error: unknown): undefined {
  if (!(error instanceof DoorShut)) throw error
}

function work(config: Config, argv: readonly string[]): Promise<void> {
  if (config.databaseUrl === null) watchForHanging(join(import.meta.dirname, 'hungWorker.js'))
  return argv.length > 0 ? command(config, argv) : start(config)
}

const expected = [WrongConfig, WrongSchema, FolderTaken, NoRoom, PortTaken, Refused, AnswerLost]

function sayWhy(error: unknown, isStart: boolean): string {
  if (!(error instanceof Error)) return unexpected(error)
  if (expected.some((kind) => error instanceof kind)) return error.message
  const sentence = databaseRefused(error)
  if (sentence !== undefined) return sentence
  if (!(error instanceof DatabaseBusy)) return unexpected(error.stack)
  return isStart ? busySentence(error, 'Put that right and start the centre again') : busySentence(error)
}

const unexpected = (lines: unknown): string =>
  `Something went wrong that was not expected. Where the settings are right it is a fault of the program: please report it with these lines:\n\n${lines}`

async function main(argv: readonly string[]): Promise<void> {
  try {
    if (asksForHelp(argv)) console.log(helpFor(argv))
    else await work(readConfig(process.env), argv)
  } catch (error) {
    console.error(sayWhy(error, argv.length === 0))
    process.exitCode = 1
    // An embedded database that did not open may still hold the process.
    setTimeout(() => process.exit(), 1_000).unref()
  }
}

await main(process.argv.slice(2))
