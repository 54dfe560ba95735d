import { useState } from 'react'
import type { Identity } from '../../../shared/domain/identity'
import { orderLineOf } from '../../../shared/domain/order/orderLine'
import { assignLateSlots, takeInOrders } from '../../../shared/domain/order/takeInOrders'
import { currentRound } from '../../../shared/domain/round/currentRound'
import { type OpenRound, openRound } from '../../../shared/domain/round/openRound'
import type { Fulfilment, OrderTerms, ProductTerms } from '../../../shared/domain/terms'
import { householdIdOf, householdKey } from '../../../shared/intake/household/householdKey'
import { orderIdOf } from '../../../shared/intake/orders/orderIds'
import { idOf, type RoundId } from '../../../shared/kernel/ids'
import { fen } from '../../../shared/kernel/money'
import { pieces } from '../../../shared/kernel/quantity'
import type { Answer } from '../../commands/desk'
import { useDesk } from '../../commands/deskContext'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { openRound as lookAtRound, notify } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { nextParticipateNo } from './roundOrders'

export type PhoneParty =
  | { readonly kind: 'known'; readonly identity: Identity }
  | {
      readonly kind: 'fresh'
      readonly name: string
      readonly phone: string | null
      readonly address: string | null
    }

export interface PhoneLine {
  readonly product: ProductTerms
  readonly count: number
}

interface PhoneOrderToSave {
  readonly party: PhoneParty
  /** Products that were not listed yet. */
  readonly fresh: readonly ProductTerms[]
  readonly paid: boolean
  readonly fulfilment: Fulfilment
  /** For a round that is not open yet. */
  readonly open: OpenRound
}

/** An order typed by hand: the household first, then the order, then its slot where the round is cut off. */
export function usePhoneOrder(lines: readonly PhoneLine[], isNew: boolean) {
  const desk = useDesk()
  const { t } = useWords()
  const { fold, roundId: openId } = useRound()
  const [freshRoundId] = useState(() => idOf<RoundId>(desk.newId()))
  const roundId = isNew || openId === null ? freshRoundId : openId
  const orderLines = lines.map(({ product, count }) => orderLineOf(product, pieces(count)))
  const amountFen = orderLines.reduce((sum, line) => sum + line.amountFen, 0)

  const identityOf = async (party: PhoneParty): Promise<Identity | null> => {
    if (party.kind === 'known') return party.identity
    const { name, phone, address } = party
    const secret = await desk.householdSecret()
    if (secret === null) return null
    const householdId = householdIdOf(desk.identity.siteId, secret, householdKey(name, phone, address))
    const known = desk.point.people.get(householdId)
    return known ?? { householdId, name, phone, address, note: null, version: 1 }
  }
  const refuse = ({ refusal }: Extract<Answer, { ok: false }>): false => {
    playSound('stop')
    notify({ tone: 'stop', title: t('refusals.title'), detail: t(`refusals.${refusal}`) })
    return false
  }
  const save = async ({ party, fresh, paid, fulfilment, open }: PhoneOrderToSave): Promise<boolean> => {
    const identity = await identityOf(party)
    if (identity === null) return refuse({ ok: false, refusal: 'site-secret-lost' })
    const here = desk.point.picture.round(roundId)
    if (!(here && currentRound(here)?.opened)) {
      const opened = await desk.run(roundId, openRound, open)
      if (!opened.ok) return refuse(opened)
      lookAtRound(roundId)
    }
    const unsaved = await desk.keepPeople((known) => {
      if (known(identity.householdId)) return []
      return party.kind === 'known' ? 'erased-meanwhile' : [identity]
    })
    if (unsaved) return refuse({ ok: false, refusal: unsaved })
    const sourceNo = desk.newId()
    const order: OrderTerms = {
      orderId: orderIdOf(roundId, 'phone', sourceNo),
      roundId,
      householdId: identity.householdId,
      source: 'phone',
      sourceNo,
      participateNo: isNew ? 1 : nextParticipateNo(fold),
      placedAtMs: desk.nowMs(),
      lines: orderLines,
      paidFen: fen(paid ? amountFen : 0),
      fulfilment,
      cancelled: false,
    }
    const reason = t('intake.ways.phone.title')
    const answer = await desk.run(roundId, takeInOrders, { products: fresh, orders: [order], reason })
    if (!answer.ok) return refuse(answer)
    const cutOff = here && currentRound(here)?.cutOffAt
    if (cutOff) await desk.run(roundId, assignLateSlots, {})
    playSound('done')
    notify({
      tone: 'ok',
      title: t('intake.phone.saved', { no: order.participateNo }),
      undo: () => void desk.undo(roundId, answer.factIds, t('words.act.undo')),
    })
    return true
  }
  const overLimit = lines.flatMap(({ product, count }) => {
    const limit = product.limitPerHousehold
    return limit !== null && count > limit ? [{ product, limit }] : []
  })
  return { save, roundId, amountFen, overLimit }
}
