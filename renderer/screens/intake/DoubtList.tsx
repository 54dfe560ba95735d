import { useState } from 'react'
import { maskAddress, maskName, maskPhone } from '../../../shared/domain/identity'
import { mergeHouseholds } from '../../../shared/domain/order/mergeHouseholds'
import { amendOrder } from '../../../shared/domain/order/takeInOrders'
import type { RoundDoubt } from '../../../shared/intake/household/roundDoubts'
import type { HouseholdId, OrderId } from '../../../shared/kernel/ids'
import { useWords } from '../../i18n/index'
import { usePoint } from '../../point/pointContext'
import { useRound } from '../../queries/useLive'
import { notify } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { ActButton, EmptyState, InlineConfirm, Tag } from '../../ui/index'
import { useAct } from '../useAct'
import { EditIdentity } from './EditIdentity'
import intake from './Intake.module.css'
import styles from './Orders.module.css'
import { orderRows, productsById } from './roundOrders'
import type { Doubts } from './useDoubts'

/** 异常订单: what is odd, why, and the acts that settle it. */
export function DoubtList({ doubts, onOpen }: { doubts: Doubts; onOpen: (orderId: OrderId) => void }) {
  const { t } = useWords()
  if (doubts.open.length === 0)
    return <EmptyState icon="check" title={t('intake.doubts.none')} detail={t('intake.doubts.noneDetail')} />
  return (
    <ul className={styles['doubts']}>
      {doubts.open.slice(0, 200).map((doubt) => (
        <Doubt key={doubts.keyOf(doubt)} doubt={doubt} onOpen={onOpen} onFine={() => doubts.settle(doubt)} />
      ))}
    </ul>
  )
}

function Doubt(props: { doubt: RoundDoubt; onOpen: (orderId: OrderId) => void; onFine: () => void }) {
  const { t } = useWords()
  const { fold } = useRound()
  const { act } = useAct()
  const { doubt, onOpen, onFine } = props
  const [doing, setDoing] = useState<'edit' | 'cancel' | null>(null)
  const orders = orderRows(fold).filter(
    ({ householdId, order }) => householdId === doubt.householdId && !order.cancelled,
  )
  const other = 'other' in doubt ? doubt.other : null
  const merge = async () => {
    if (other === null) return
    const answer = await act(mergeHouseholds, { from: doubt.householdId, into: other })
    if (!answer.ok) return
    playSound('ok')
    notify({ tone: 'ok', title: t('intake.doubts.merged') })
  }
  const cancel = async (reason: string) => {
    for (const { order } of orders) {
      const answer = await act(amendOrder, { order: { ...order, cancelled: true }, reason })
      if (!answer.ok) return
    }
    setDoing(null)
    playSound('ok')
  }
  return (
    <li>
      <div className={styles['doubtHead']}>
        <Tag tone="attention" icon="alert">
          {t(`intake.doubts.kind.${doubt.kind}`)}
        </Tag>
        <Party householdId={doubt.householdId} />
        {other !== null && (
          <>
            <span className={intake['quiet']}>{t('intake.doubts.and')}</span>
            <Party householdId={other} />
          </>
        )}
        {doubt.kind === 'over-limit' && (
          <span>
            {t('intake.doubts.over', {
              name: productsById(fold).get(doubt.productId)?.name ?? '',
              n: doubt.pieces,
              limit: doubt.limit,
            })}
          </span>
        )}
      </div>
      <div className={styles['doubtActs']}>
        {other !== null && (
          <ActButton size="small" onAct={() => void merge()}>
            {t('intake.doubts.merge')}
          </ActButton>
        )}
        {doubt.kind !== 'over-limit' && doubt.kind !== 'no-price' && (
          <ActButton size="small" onAct={() => setDoing('edit')}>
            {t('intake.orders.editWho')}
          </ActButton>
        )}
        {orders.slice(0, 2).map(({ order }) => (
          <ActButton key={order.orderId} size="small" onAct={() => onOpen(order.orderId)}>
            {t('intake.orders.open', { no: order.participateNo })}
          </ActButton>
        ))}
        <ActButton size="small" weight="quiet" onAct={() => setDoing('cancel')}>
          {t('intake.orders.cancel')}
        </ActButton>
        <ActButton size="small" weight="quiet" onAct={onFine}>
          {t('intake.doubts.fine')}
        </ActButton>
      </div>
      {doing === 'edit' && <EditIdentity householdId={doubt.householdId} onDone={() => setDoing(null)} />}
      {doing === 'cancel' && (
        <InlineConfirm
          question={t('intake.doubts.cancelQuestion', { count: orders.length })}
          confirm={t('intake.orders.cancel')}
          needsReason
          reasons={[t('intake.orders.reasons.asked'), t('intake.orders.reasons.double')]}
          weight="stop"
          onConfirm={(reason) => void cancel(reason)}
          onCancel={() => setDoing(null)}
        />
      )}
    </li>
  )
}

function Party({ householdId }: { householdId: HouseholdId }) {
  const point = usePoint()
  const identity = point.people.get(householdId)
  if (!identity) return null
  return (
    <span className={intake['who']}>
      <b>{maskName(identity.name)}</b>
      {identity.phone !== null && <span>{maskPhone(identity.phone)}</span>}
      {identity.address !== null && <span>{maskAddress(identity.address)}</span>}
    </span>
  )
}
