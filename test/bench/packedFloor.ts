// Runs in the page, beside the built app and on its own disk.
import { start } from '../../renderer/app/compose'
import type { Decide } from '../../shared/domain/decide'
import type { Fact } from '../../shared/domain/facts'
import { type Draft, packedRound, receivedRound, roundIdOf } from './benchRounds'

const asGiven: Decide<readonly Fact[]> = (_at, facts) => ({ ok: true, facts })
const bagsPerRound = 5000

async function ready() {
  const started = await start(() => {})
  if (started.status !== 'ready') throw new Error(`the desk is ${started.status}`)
  return started
}

/** So many packed bags of open rounds, and a round that is received and waits to be sorted. */
export async function seedPackedFloor(bags: number): Promise<string> {
  const { workplace, stores } = await ready()
  const { desk } = workplace
  const write = async (roundNo: number, drafts: Iterable<Draft>): Promise<void> => {
    const facts = [...drafts].flatMap((draft) => draft.facts)
    const answer = await desk.run(roundIdOf(roundNo), asGiven, facts)
    if (!answer.ok) throw new Error(answer.refusal)
  }
  const rounds = bags / bagsPerRound
  for (let roundNo = 1; roundNo <= rounds; roundNo++)
    await write(roundNo, packedRound(roundNo, { households: bagsPerRound, products: 60, lines: 1 }))
  await write(rounds + 1, receivedRound(rounds + 1, { households: 600, products: 20, lines: 6 }))
  await desk.point.keep()
  await stores.close()
  return roundIdOf(rounds + 1)
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
