import type { DeskStores } from '../../renderer/storage/openedStores'
import type { DeviceId } from '../../shared/kernel/ids'
import { roundIdOf } from './benchRounds'
import { openRoundNo } from './packing'

const betweenMs = 20

/** Asks the desk's disk one thing after another, as screens and commands do, until it is ended. */
export class Queries {
  private over = false
  private readonly took: number[] = []
  private readonly ended: Promise<void>

  private constructor(
    private readonly stores: DeskStores,
    private readonly deviceId: DeviceId,
  ) {
    this.ended = this.loop()
  }

  /** @param deviceId whose entries are asked for */
  static begin(stores: DeskStores, deviceId: DeviceId): Queries {
    return new Queries(stores, deviceId)
  }

  /** @returns what each took, ms */
  async end(): Promise<readonly number[]> {
    this.over = true
    await this.ended
    return this.took
  }

  private async loop(): Promise<void> {
    for (let n = 1; !this.over; n++) {
      for (const ask of this.all(n)) {
        const startedMs = performance.now()
        await ask()
        this.took.push(performance.now() - startedMs)
        await new Promise((resolve) => setTimeout(resolve, betweenMs))
      }
    }
  }

  private all(n: number): (() => Promise<unknown>)[] {
    const { deviceId } = this
    const { entries, identities, local } = this.stores
    return [
      () => entries.head(deviceId),
      () => entries.ofDevice(deviceId, n, n + 49),
      () => entries.ofRound(roundIdOf(openRoundNo)),
      () => local.readSetting('no such'),
      () => identities.all(),
    ]
  }
}
