import { statfsSync } from 'node:fs'
import { DatabaseBusy } from './sql'

/**
 * What is left free beside the embedded database, bytes. Its journal grows by 16 MiB at once, and where the next piece
 * finds no room the database goes round in circles for ever, in the thread of whoever asked.
 */
const leastRoom = 64 * 1024 * 1024
const least = `${leastRoom / 1024 / 1024} MB`

/** Nothing is opened where there is no room to work. */
export class NoRoom extends Error {}

/** @throws NoRoom */
export function checkRoomToOpen(folder: string): void {
  if (!hasRoom(folder))
    throw new NoRoom(
      `The disk of ${folder} is full: the database needs at least ${least} of free room. Make room and start again; what was acknowledged is there.`,
    )
}

/** @throws DatabaseBusy */
export function checkRoomToWrite(folder: string): void {
  if (!hasRoom(folder))
    throw new DatabaseBusy(`less than ${least} are free on the disk: nothing is taken in until there is room`)
}

function hasRoom(folder: string): boolean {
  const { bavail, blocks, bsize } = statfsSync(folder)
  // Some file systems over a network do not say how large they are.
  return blocks === 0 || bavail * bsize >= leastRoom
}
