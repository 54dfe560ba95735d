// Runs in the page, beside the built app and on its own disk.
import { start } from '../../renderer/app/compose'
import type { Decide } from '../../shared/domain/decide'
import type { Fact } from '../../shared/domain/facts'
import { bagOf, type Draft, packedRound, receivedRound, roundIdOf, shelvedRound } from './benchRounds'

const asGiven: Decide<readonly Fact[]> = (_at, facts) => ({ ok: true, facts })
const bagsPerRound = 5000

async function ready() {
  const started = await start(() => {})
  if (started.status !== 'ready') throw new Error(`the desk is ${started.status}`)
  return started
}

type Ready = Awaited<ReturnType<typeof ready>>

async function write(
  { workplace: { desk } }: Ready,
  roundNo: number,
  drafts: Iterable<Draft>,
): Promise<void> {
  const facts = [...drafts].flatMap((draft) => draft.facts)
  const answer = await desk.run(roundIdOf(roundNo), asGiven, facts)
  if (!answer.ok) throw new Error(answer.refusal)
}

/** So many packed bags of open rounds, and one more round, which is worked on. */
async function seedFloor(bags: number, last: (roundNo: number) => Iterable<Draft>): Promise<number> {
  const at = await ready()
  const rounds = bags / bagsPerRound
  for (let roundNo = 1; roundNo <= rounds; roundNo++)
    await write(at, roundNo, packedRound(roundNo, { households: bagsPerRound, products: 60, lines: 1 }))
  await write(at, rounds + 1, last(rounds + 1))
  await at.workplace.desk.point.keep()
  await at.stores.close()
  return rounds + 1
}

/** Beside so many packed bags, a round that is received and waits to be sorted. */
export async function seedPackedFloor(bags: number): Promise<string> {
  const size = { households: 600, products: 20, lines: 6 }
  return roundIdOf(await seedFloor(bags, (roundNo) => receivedRound(roundNo, size)))
}

/** Beside so many packed bags, a released round on the shelf: @returns its bags' codes, household by household. */
export async function seedShelvedFloor(bags: number, households: number): Promise<string[]> {
  const size = { households, products: 60, lines: 3 }
  const roundNo = await seedFloor(bags, (no) => shelvedRound(no, size))
  return Array.from({ length: households * size.lines }, (_, n) => {
    return bagOf(roundNo, Math.floor(n / size.lines), (n % size.lines) + 1).bagId
  })
}

/** A round with one delivery of so many products on its way, nothing of it counted. */
export async function seedAnnouncedDelivery(products: number): Promise<void> {
  const { workplace, stores } = await ready()
  const { desk } = workplace
  const facts: Fact[] = []
  for (const draft of receivedRound(1, { households: products, products, lines: 1 })) {
    facts.push(...draft.facts)
    if (draft.facts.some(({ kind }) => kind === 'DeliveryAnnounced')) break
  }
  const answer = await desk.run(roundIdOf(1), asGiven, facts)
  if (!answer.ok) throw new Error(answer.refusal)
  await stores.close()
}
