import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder is in use by a centre that is alive. */
export class FolderTaken extends Error {}

const openHere = new Set<string>()
const breakingMs = 10_000

/**
 * Keeps a second centre out of the folder: two of them over one embedded database lose rows that both had promised.
 * A lock left by a centre that died is taken over.
 * @returns gives the folder back
 * @throws FolderTaken
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'centre.lock')
  if (openHere.has(file) || !(take(file) || takeOver(file)))
    throw new FolderTaken(`another centre works in ${folder}`)
  openHere.add(file)
  return () => {
    openHere.delete(file)
    rmSync(file, { force: true })
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, birthOf(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    // Without room for a word it would be there, and empty.
    rmSync(file, { force: true })
    throw error
  }
}

/** One at a time looks whether the owner is dead: else one could remove the lock another has just taken. */
function takeOver(file: string): boolean {
  const breaking = `${file}.breaking`
  try {
    if (Date.now() - statSync(breaking).mtimeMs > breakingMs) rmSync(breaking, { force: true })
  } catch {
    // nobody is at it
  }
  try {
    writeFileSync(breaking, '', { flag: 'wx' })
  } catch {
    return false
  }
  try {
    if (isAlive(file)) return false
    rmSync(file, { force: true })
    return take(file)
  } finally {
    rmSync(breaking, { force: true })
  }
}

function isAlive(file: string): boolean {
  let owner: string
  try {
    owner = readFileSync(file, 'utf8')
  } catch {
    return false
  }
  // Another is between making its lock and writing into it.
  if (owner === '') return Date.now() - statSync(file).mtimeMs < breakingMs
  const pid = Number.parseInt(owner, 10)
  // A container starts every time with the same process number: what counts is when that process was born.
  return Number.isInteger(pid) && pid > 0 && isRunning(pid) && birthOf(pid) === owner
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

/** The process and, where the system tells, when it was started. */
function birthOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return `${pid} ${boot} ${started}`
  } catch {
    return `${pid}`
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
