import { useHashLocation } from 'wouter/use-hash-location'
import { announceDelivery } from '../../../shared/domain/receiving/announceDelivery'
import {
  type PlannedDelivery,
  type Purchase,
  plannedDelivery,
  purchaseList,
} from '../../../shared/domain/receiving/purchaseList'
import { currentRound } from '../../../shared/domain/round/currentRound'
import { csvText } from '../../../shared/intake/import/heldRowsCsv'
import { businessDayAt } from '../../../shared/kernel/businessDay'
import { idOf } from '../../../shared/kernel/ids'
import { useDesk } from '../../commands/deskContext'
import { clockTime } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { useRound } from '../../queries/useLive'
import { look, notify } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { ActButton, Column, EmptyState, Panel, Screen, Tag } from '../../ui/index'
import { useAct } from '../useAct'
import { usePaper } from '../usePaper'
import intake from './Intake.module.css'
import styles from './Orders.module.css'
import { PurchaseSheets } from './PurchaseSheets'
import { TypedDelivery } from './TypedDelivery'
import { useKeptFile } from './useKeptFile'

/** 到货单: made from the orders by supplier in one act, or typed from the supplier's note. */
export function DeliveryEntry({ onLeave }: { onLeave: () => void }) {
  const { t, language } = useWords()
  const desk = useDesk()
  const { out, print } = usePaper()
  const { fold, roundId } = useRound()
  const { act } = useAct()
  const [, go] = useHashLocation()
  const keepFile = useKeptFile()
  const purchases = purchaseList(fold)
  const dueDay = currentRound(fold)?.opened?.pickupFrom ?? null
  const planned = purchases.map((purchase) => ({
    purchase,
    ...plannedDelivery(fold, roundId ?? idOf('none'), purchase, {
      dueDay,
      unnamed: t('intake.delivery.noSupplier'),
    }),
  }))
  const open = planned.filter(({ standing }) => standing === 'new' || standing === 'changed')
  const announce = async () => {
    if (roundId === null) return
    for (const { delivery } of open) {
      const answer = await act(announceDelivery, delivery)
      if (!answer.ok) return
      look({ openDelivery: delivery.deliveryId })
    }
    playSound('done')
    notify({ tone: 'ok', title: t('intake.delivery.made', { count: open.length }) })
  }
  const unless = open.length === 0 ? t('intake.delivery.nothingToMake') : undefined
  useKeys('intake', { putDown: onLeave, takeIn: () => unless === undefined && void announce() })
  const roundTitle = currentRound(fold)?.opened?.title ?? ''
  const printList = () => {
    const printedAt = `${businessDayAt(desk.nowMs())} ${clockTime(desk.nowMs(), language)}`
    return print('a4', <PurchaseSheets purchases={purchases} roundTitle={roundTitle} printedAt={printedAt} />)
  }
  const exportList = async () => {
    const header = [t('terms.supplier'), t('terms.product'), t('terms.spec'), t('terms.ordered')]
    const rows = purchases.flatMap(({ supplierName, lines }) =>
      lines.map(({ product, ordered, toBuy, cases }) => [
        ...[supplierName ?? t('intake.delivery.noSupplier'), product.name, product.spec, String(ordered)],
        ...[String(toBuy), cases === null ? '' : String(cases), product.code ?? ''],
      ]),
    )
    const more = [t('intake.delivery.toBuy'), t('intake.delivery.cases'), t('intake.preview.col.code')]
    const file = await keepFile(
      `${t('terms.purchaseList')}-${roundTitle}.csv`,
      csvText([[...header, ...more], ...rows]),
    )
    if (file !== null) notify({ tone: 'ok', title: t('intake.held.exported', { file }) })
  }
  return (
    <Screen
      title={t('intake.ways.delivery.title')}
      body="split"
      acts={
        <>
          <ActButton keys="Esc" onAct={onLeave}>
            {t('intake.home.back')}
          </ActButton>
          {fold.memberCount('deliveries') > 0 && (
            <ActButton icon="receive" onAct={() => go('/receive')}>
              {t('intake.delivery.goReceive')}
            </ActButton>
          )}
          <ActButton weight="main" keys="Enter" unless={unless} onAct={() => void announce()}>
            {t('intake.delivery.make', { count: open.length })}
          </ActButton>
        </>
      }
    >
      {out}
      <Column share={1.4}>
        <Panel
          fill
          title={t('terms.purchaseList')}
          note={t('intake.delivery.fromOrders')}
          acts={
            purchases.length > 0 && (
              <>
                <ActButton size="small" icon="print" onAct={() => void printList()}>
                  {t('words.act.print')}
                </ActButton>
                <ActButton size="small" icon="export" onAct={() => void exportList()}>
                  {t('intake.delivery.export')}
                </ActButton>
              </>
            )
          }
        >
          {purchases.length === 0 && (
            <EmptyState
              icon="receive"
              title={t('intake.delivery.noOrders')}
              detail={t('intake.delivery.noOrdersDetail')}
            />
          )}
          {planned.map(({ purchase, standing }) => (
            <PurchaseCard key={purchase.supplierName ?? ''} purchase={purchase} standing={standing} />
          ))}
        </Panel>
      </Column>
      <Column share={1}>
        <TypedDelivery />
      </Column>
    </Screen>
  )
}

function PurchaseCard(props: { purchase: Purchase; standing: PlannedDelivery['standing'] }) {
  const { t } = useWords()
  const { purchase, standing } = props
  const { supplierName, lines } = purchase
  const sum = lines.reduce((total, line) => total + line.toBuy, 0)
  const tone = standing === 'new' ? 'ok' : standing === 'changed' ? 'info' : 'quiet'
  return (
    <section className={styles['purchase']}>
      <header>
        <b>{supplierName ?? t('intake.delivery.noSupplier')}</b>
        <span>{t('intake.delivery.sum', { lines: lines.length, n: sum })}</span>
        <Tag tone={tone}>{t(`intake.delivery.state.${standing}`)}</Tag>
      </header>
      <ul>
        {lines.map(({ product, ordered, toBuy, cases }) => (
          <li key={product.productId}>
            <span>
              {product.name} {product.spec}
            </span>
            <span className={intake['quiet']}>{t('words.unit.pieces', { n: ordered, count: ordered })}</span>
            <b>{cases === null ? toBuy : t('intake.delivery.inCases', { n: toBuy, cases })}</b>
          </li>
        ))}
      </ul>
    </section>
  )
}
