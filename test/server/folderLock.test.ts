import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderTaken, lockFolder } from '../../server/db/folderLock'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuandian-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a folder is one centre’s alone, until that one gives it back', () => {
  const unlock = lockFolder(folder)
  expect(() => lockFolder(folder)).toThrow(FolderTaken)
  unlock()
  lockFolder(folder)()
})

test.skipIf(!existsSync('/proc'))(
  'a folder of another process that lives is taken; of one that died it is free',
  async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    const unlock = lockFolder(folder)
    const file = join(folder, 'centre.lock')
    const mine = readFileSync(file, 'utf8')
    unlock()
    // What the other would have written: its number, and when it was started.
    const stat = readFileSync(`/proc/${other.pid}/stat`, 'utf8')
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    writeFileSync(file, `${other.pid} ${mine.split(' ')[1]} ${started}`)
    expect(() => lockFolder(folder)).toThrow(FolderTaken)
    const gone = new Promise((resolve) => other.once('exit', resolve))
    other.kill('SIGKILL')
    await gone
    lockFolder(folder)()
  },
)

test('a lock of an earlier process with our number, as in a container, is no lock', () => {
  writeFileSync(join(folder, 'centre.lock'), `${process.pid} another-boot 1`)
  lockFolder(folder)()
})

test('a lock that was cut short is no lock, once whoever is writing it had the time to', () => {
  const file = join(folder, 'centre.lock')
  writeFileSync(file, '')
  expect(() => lockFolder(folder)).toThrow(FolderTaken)
  utimesSync(file, 1, 1)
  lockFolder(folder)()
})
