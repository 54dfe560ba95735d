import { useRef, useState } from 'react'
import { useHashLocation } from 'wouter/use-hash-location'
import { currentRound } from '../../../shared/domain/round/currentRound'
import type { OrderId } from '../../../shared/kernel/ids'
import { dayText } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { useRound } from '../../queries/useLive'
import { Column, Panel, Screen } from '../../ui/index'
import { DoubtList } from './DoubtList'
import { ListedProducts } from './ListedProducts'
import { OpenDrafts } from './OpenDrafts'
import { OrderPanel } from './OrderPanel'
import { OrdersTable } from './OrdersTable'
import { PastePanel } from './PastePanel'
import { RoundPanel } from './RoundPanel'
import { orderRows } from './roundOrders'
import { Tabs } from './Tabs'
import { useDoubts } from './useDoubts'
import { WaysIn } from './WaysIn'

interface IntakeHomeProps {
  readonly path: string
  readonly isNew: boolean
  readonly onText: (text: string) => void
  readonly onResume: (draftId: string) => void
}

/** The ways in, the round's orders once there are some, and what is odd about them. */
export function IntakeHome({ path, isNew, onText, onResume }: IntakeHomeProps) {
  const { t, language } = useWords()
  const { fold } = useRound()
  const [, go] = useHashLocation()
  const [openOrder, setOpenOrder] = useState<OrderId | null>(null)
  const opened = isNew ? null : (currentRound(fold)?.opened ?? null)
  const hasGoods = !isNew && fold.memberCount('orders') + fold.memberCount('products') > 0
  const order = openOrder === null || isNew ? null : (fold.state('order', openOrder)?.order ?? null)
  const home = isNew ? '/intake/new' : '/intake'
  useKeys('intake', {
    pasteText: () => go(`${home}/paste`),
    orderByPhone: () => go(`${home}/phone`),
    enterDelivery: () => go('/intake/delivery'),
    ...(order !== null
      ? { putDown: () => setOpenOrder(null) }
      : path === '/intake'
        ? {}
        : { putDown: () => go('/intake') }),
  })
  return (
    <Screen
      title={t('intake.title')}
      body="split"
      note={
        opened === null
          ? t('intake.round.openedByImport')
          : t('intake.home.pickup', {
              from: dayText(opened.pickupFrom, language),
              until: dayText(opened.pickupUntil, language),
            })
      }
    >
      <Column share={1.7}>
        {path.endsWith('/paste') ? (
          <PastePanel onText={onText} onClose={() => go(home)} />
        ) : (
          <>
            <WaysIn
              go={(to) => go(to.replace('/intake', to === '/intake/delivery' ? '/intake' : home))}
              small={hasGoods}
            />
            {hasGoods && <RoundGoods open={openOrder} onOpen={setOpenOrder} />}
          </>
        )}
      </Column>
      <Column share={1}>
        {order !== null ? (
          <OrderPanel key={order.orderId} order={order} onClose={() => setOpenOrder(null)} />
        ) : (
          <>
            <RoundPanel isNew={isNew} />
            <OpenDrafts onResume={onResume} />
          </>
        )}
      </Column>
    </Screen>
  )
}

function RoundGoods({ open, onOpen }: { open: OrderId | null; onOpen: (orderId: OrderId) => void }) {
  const { t } = useWords()
  const { fold } = useRound()
  const rows = orderRows(fold)
  const doubts = useDoubts()
  const field = useRef<HTMLInputElement>(null)
  const [tab, setTab] = useState<'orders' | 'products' | 'doubts'>(rows.length > 0 ? 'orders' : 'products')
  useKeys('intake', {
    findOrder: () => {
      setTab('orders')
      setTimeout(() => field.current?.focus(), 0)
    },
  })
  return (
    <Panel
      fill
      flush
      title={
        <Tabs
          tabs={[
            { key: 'orders', name: t('intake.preview.tab.orders'), n: rows.length },
            { key: 'products', name: t('intake.preview.tab.products'), n: fold.memberCount('products') },
            { key: 'doubts', name: t('intake.doubts.title'), n: doubts.open.length },
          ]}
          open={tab}
          onOpen={setTab}
        />
      }
    >
      {tab === 'orders' && <OrdersTable rows={rows} open={open} onOpen={onOpen} field={field} />}
      {tab === 'products' && <ListedProducts />}
      {tab === 'doubts' && <DoubtList doubts={doubts} onOpen={onOpen} />}
    </Panel>
  )
}
