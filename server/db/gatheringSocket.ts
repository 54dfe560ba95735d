import { Socket } from 'node:net'

/** Sends at once what is said in one go: each packet wakes the database. */
export class GatheringSocket extends Socket {
  override uncork(): void {
    process.nextTick(() => super.uncork())
  }
}
