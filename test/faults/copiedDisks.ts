import { askedDraft } from '../../renderer/sync/askedToken'
import { formerEnrolment } from '../../renderer/sync/enrolment'
import type { Entry } from '../../shared/domain/entry/entry'
import { bodyOf, type EntryNames } from './entryNames'
import type { ImageOfDesk, SimulatedDesk } from './simulatedDesk'

const mostCopies = 2
const mostSetBack = 2

/**
 * Whose disk may be copied, or set back. Left out is what would have one unsent entry go on in two names: a third PC
 * in a name that two write in already, and an image of what another has carried into a name of its own.
 */
export class CopiedDisks {
  private readonly images = new Map<SimulatedDesk, ImageOfDesk>()
  /** Devices that more than one PC has been, or one twice. */
  private readonly shared = new Set<string>()
  private copies = 0
  private setBacks = 0

  /** @param hasAll whether the centre has all of these */
  constructor(
    private readonly names: EntryNames,
    private readonly hasAll: (entries: readonly Entry[]) => Promise<boolean>,
  ) {}

  get count(): number {
    return this.copies + this.setBacks
  }

  /** For later: the PC goes on. */
  async keepImage(desk: SimulatedDesk): Promise<void> {
    const image = await desk.image()
    if (await this.mayGoOn(image)) this.images.set(desk, image)
  }

  /** @returns what a second PC is to have on its disk; the first one is off */
  async copyOf(desk: SimulatedDesk): Promise<ImageOfDesk | undefined> {
    if (this.copies === mostCopies) return undefined
    await desk.stop()
    const image = await desk.image()
    if (!(await this.mayGoOn(image))) return undefined
    this.copies += 1
    this.shared.add(deviceIn(image))
    return image
  }

  /** @returns the image to set the PC back to, once */
  imageFor(desk: SimulatedDesk): ImageOfDesk | undefined {
    const image = this.images.get(desk)
    if (!image || this.setBacks === mostSetBack) return undefined
    this.images.delete(desk)
    if (ownIn(image).some((entry) => this.names.goesOn(entry))) return undefined
    this.setBacks += 1
    this.shared.add(deviceIn(image))
    return image
  }

  private async mayGoOn(image: ImageOfDesk): Promise<boolean> {
    // In between two names, and the token of the new one not made yet: of two that make one each, the first is put out.
    const { drafts } = image.disk
    const hasAsked = Object(drafts.get(askedDraft)).deviceId === deviceIn(image)
    if (!drafts.has(formerEnrolment.draft) && !hasAsked) return false
    return !this.shared.has(deviceIn(image)) || this.hasAll(ownIn(image))
  }
}

const deviceIn = ({ disk }: ImageOfDesk): string => Object(disk.settings.get('desk')).deviceId

const ownIn = (image: ImageOfDesk): readonly Entry[] =>
  image.disk.entries.filter(({ deviceId }) => deviceId === deviceIn(image))

/** What is still there of what was called saved on a disk that is gone. */
export function savedStill(
  gone: ReadonlyMap<string, string>,
  image: ReadonlyMap<string, string>,
  atTheCentre: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const there = [...gone].filter(([id, hash]) => atTheCentre.has(bodyOf({ id, hash })))
  return new Map([...there, ...image])
}
