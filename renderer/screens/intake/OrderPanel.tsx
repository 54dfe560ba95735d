import { useEffect, useState } from 'react'
import { maskAddress, maskName, maskPhone } from '../../../shared/domain/identity'
import { mayWrite } from '../../../shared/domain/operator/roles'
import { withCounts } from '../../../shared/domain/order/orderLine'
import { amendOrder } from '../../../shared/domain/order/takeInOrders'
import type { OrderLine, OrderTerms } from '../../../shared/domain/terms'
import { fen } from '../../../shared/kernel/money'
import { useWords } from '../../i18n/index'
import { readLists } from '../../point/importDrafts'
import { currentOperator } from '../../point/operators'
import { usePoint } from '../../point/pointContext'
import { useRound } from '../../queries/useLive'
import { notify } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { ActButton, fenText, InlineConfirm, MaskedText, SidePanel, StatePanel, Tag } from '../../ui/index'
import { RevealReasons } from '../RevealReasons'
import { useAct } from '../useAct'
import { type Reveal, useReveal } from '../useReveal'
import { EditIdentity } from './EditIdentity'
import { EraseHousehold } from './EraseHousehold'
import intake from './Intake.module.css'
import { LineCounts } from './LineCounts'
import styles from './Orders.module.css'
import { amountOf } from './orderTexts'
import { productsById } from './roundOrders'

/** One order, open beside the list: who, what, and what can be changed of it, each change with its reason. */
export function OrderPanel({ order, onClose }: { order: OrderTerms; onClose: () => void }) {
  const { t } = useWords()
  const { fold } = useRound()
  const { act } = useAct()
  const [counts, setCounts] = useState<ReadonlyMap<number, number>>(new Map())
  const [added, setAdded] = useState<readonly OrderLine[]>([])
  const [asking, setAsking] = useState<'amend' | 'cancel' | 'restore' | null>(null)
  const [doing, setDoing] = useState<'edit' | 'erase' | null>(null)
  const reveal = useReveal(order.householdId)
  const next = withCounts(order, counts, added)
  const changed = counts.size > 0 || added.length > 0
  const state = fold.state('order', order.orderId)
  const amend = async (reason: string) => {
    const terms =
      asking === 'cancel'
        ? { ...order, cancelled: true }
        : asking === 'restore'
          ? { ...order, cancelled: false }
          : next
    const answer = await act(amendOrder, { order: terms, reason })
    if (!answer.ok) return
    playSound('ok')
    notify({
      tone: 'ok',
      title: t(`intake.orders.did.${asking ?? 'amend'}`, { no: order.participateNo }),
      detail: reason,
    })
    setAsking(null)
    setCounts(new Map())
    setAdded([])
  }
  return (
    <SidePanel title={t('intake.orders.open', { no: order.participateNo })} onClose={onClose}>
      <Particulars
        order={order}
        reveal={reveal}
        onEdit={() => void reveal.show('correct').then((shown) => setDoing(shown ? 'edit' : null))}
        onErase={() => setDoing('erase')}
      />
      {doing === 'edit' && <EditIdentity householdId={order.householdId} onDone={() => setDoing(null)} />}
      {doing === 'erase' && <EraseHousehold householdId={order.householdId} onDone={() => setDoing(null)} />}
      {order.cancelled ? (
        <StatePanel size="band" tone="attention" title={t('intake.orders.isCancelled')} />
      ) : (
        <LineCounts
          order={order}
          counts={counts}
          added={added}
          products={productsById(fold)}
          onCounts={setCounts}
          onAdded={setAdded}
        />
      )}
      <p className={styles['sum']}>
        <span>{t('intake.orders.total')}</span>
        <b>{fenText(fen(amountOf(next)))}</b>
        <span>{t('intake.orders.paidOf', { amount: fenText(order.paidFen) })}</span>
      </p>
      {asking === null ? (
        <div className={intake['rowActs']}>
          {order.cancelled ? (
            <ActButton onAct={() => setAsking('restore')}>{t('intake.orders.restore')}</ActButton>
          ) : (
            <>
              <ActButton weight="quiet" onAct={() => setAsking('cancel')}>
                {t('intake.orders.cancel')}
              </ActButton>
              <ActButton
                weight="main"
                unless={changed ? undefined : t('intake.orders.unchanged')}
                onAct={() => setAsking('amend')}
              >
                {t('intake.orders.amend')}
              </ActButton>
            </>
          )}
        </div>
      ) : (
        <InlineConfirm
          question={t(`intake.orders.why.${asking}`)}
          confirm={t(asking === 'cancel' ? 'intake.orders.cancel' : 'words.act.save')}
          needsReason
          reasons={[
            t('intake.orders.reasons.asked'),
            t('intake.orders.reasons.mistake'),
            t('intake.orders.reasons.double'),
          ]}
          weight={asking === 'cancel' ? 'stop' : 'main'}
          onConfirm={(reason) => void amend(reason)}
          onCancel={() => setAsking(null)}
        />
      )}
      {state !== undefined && state.amendments.length > 0 && (
        <ul className={styles['history']}>
          {state.amendments.map(({ factId, reason }) => (
            <li key={factId}>
              <Tag tone="info">{t('intake.orders.amended')}</Tag> {reason}
            </li>
          ))}
        </ul>
      )}
      {reveal.reason !== null && <AsWritten order={order} />}
    </SidePanel>
  )
}

function Particulars(props: { order: OrderTerms; reveal: Reveal; onEdit: () => void; onErase: () => void }) {
  const { order, reveal, onEdit, onErase } = props
  const { t } = useWords()
  const point = usePoint()
  const identity = point.people.get(order.householdId)
  const shown = reveal.reason !== null
  const mayErase = mayWrite(currentOperator(point.settings)?.role ?? null, [{ kind: 'IdentityErased' }])
  const text = (full: string, masked: string) => (
    <MaskedText
      masked={masked}
      full={shown ? full : undefined}
      onReveal={() => void reveal.show('verify')}
      onMask={reveal.mask}
    />
  )
  return (
    <div className={styles['party']}>
      <div>
        {identity ? (
          <b>{text(identity.name, maskName(identity.name))}</b>
        ) : (
          <em>{t('intake.orders.erase.gone')}</em>
        )}
        {identity?.phone != null && text(identity.phone, maskPhone(identity.phone))}
        {identity?.address != null && text(identity.address, maskAddress(identity.address))}
        {identity?.note != null && shown && <em>{identity.note}</em>}
        <RevealReasons reveal={reveal} />
      </div>
      <div>
        <Tag>{t(`terms.source.${order.source}`)}</Tag>
        <ActButton size="small" icon="edit" onAct={onEdit}>
          {t('intake.orders.editWho')}
        </ActButton>
        {identity && (
          <ActButton
            size="small"
            weight="quiet"
            unless={mayErase ? undefined : t('refusals.role-not-allowed')}
            onAct={onErase}
          >
            {t('intake.orders.erase.act')}
          </ActButton>
        )}
      </div>
    </div>
  )
}

/** The line of the list it came from, word for word; kept sealed, beside the facts and never in them. */
function AsWritten({ order }: { order: OrderTerms }) {
  const { t } = useWords()
  const { local } = usePoint()
  const [raw, setRaw] = useState<string | null>(null)
  const { roundId, orderId } = order
  useEffect(() => {
    let gone = false
    void readLists(local, roundId).then((lists) => {
      const kept = lists.flatMap((list) => list.orders).find((one) => one.orderId === orderId)
      if (!gone) setRaw(kept?.order.raw ?? null)
    })
    return () => {
      gone = true
    }
  }, [local, roundId, orderId])
  if (raw === null || raw === '') return null
  return (
    <details className={styles['raw']}>
      <summary>{t('intake.held.lineOfText')}</summary>
      <pre>{raw}</pre>
    </details>
  )
}
