import { loadSampleRound } from '../../renderer/commands/loadSampleRound'
import { makeSnapshot } from '../../server/feed/makeSnapshot'
import { type PushAnswer, segmentLength } from '../../shared/contract/sync'
import { cutOffRound } from '../../shared/domain/round/cutOffRound'
import { type ADeskOfTheCentre, aCode, anEnrolledDesk, aPoint } from '../server/aCentre'
import { ADeskOnTheNet, cameTrue } from './aDeskOnTheNet'
import type { AServedCentre } from './aServedCentre'

export interface ALongFeed {
  readonly siteKey: string
  /** The desk that wrote the round. */
  readonly first: ADeskOnTheNet
  /** The one that wrote the rest, and reads the feed by hand. */
  readonly writer: ADeskOfTheCentre
}

const charactersEach = 1_500

/** A point with the round of the sample, two whole segments of history and somewhat more, folded at the centre. */
export async function aLongFeed(at: AServedCentre): Promise<ALongFeed> {
  const siteKey = await aPoint(at)
  const first = await (await new ADeskOnTheNet(at.address).enrol(await aCode(at, siteKey))).open()
  const roundId = await loadSampleRound(first.desk, 'kit')
  await first.desk.run(roundId, cutOffRound, {})
  if (!(await cameTrue(() => first.view.unsent === 0, 60_000)))
    throw new Error('the round did not get through')
  const writer = await anEnrolledDesk(at, { siteKey })
  for (let left = 2 * segmentLength + 100; left > 0; left -= 200) await writeFiller(writer, 200)
  await makeSnapshot(at.centre.books, writer.siteId, async () => {})
  return { siteKey, first, writer }
}

/** Entries of a kind that no desk knows, each with as much in it as a busy command writes. */
export async function writeFiller(writer: ADeskOfTheCentre, count: number): Promise<void> {
  const fact = () => ({
    kind: 'SomethingLater',
    v: 1,
    filler: crypto.randomUUID().repeat(charactersEach / 36),
  })
  const entries = Array.from({ length: count }, () => writer.write([fact()]))
  const { outcomes }: PushAnswer = await writer.push(entries)
  if (outcomes.some(({ outcome }) => outcome === 'quarantined')) throw new Error('set aside')
}
