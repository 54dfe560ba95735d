import { useState } from 'react'
import { useHashLocation } from 'wouter/use-hash-location'
import { closeDelivery } from '../../../shared/domain/receiving/closeDelivery'
import type { DeliveryState } from '../../../shared/domain/receiving/deliveryState'
import type { DeliveryId } from '../../../shared/kernel/ids'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { look, useSession } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { ActButton, BigHint, Column, EmptyState, Panel, Screen, StatePanel } from '../../ui/index'
import { AttachCode } from '../attach/AttachCode'
import { useAct } from '../useAct'
import { ClosingPanel } from './ClosingPanel'
import { DeliveryLines } from './DeliveryLines'
import { DeliveryTabs } from './DeliveryTabs'
import { LinePanel } from './LinePanel'
import { receivingLines } from './receivingView'
import { type CountMode, useReceiving } from './useReceiving'

/** 收货: the delivery's lines left, the line in hand right; every scan counts where it belongs. */
export function ReceiveScreen() {
  const { t } = useWords()
  const { fold } = useRound()
  const [, go] = useHashLocation()
  const openId = useSession((s) => s.openDelivery)
  const deliveries = fold
    .members('deliveries')
    .flatMap((id) => fold.state('delivery', id) ?? [])
    .sort((a, b) => (a.deliveryId < b.deliveryId ? -1 : 1))
  const delivery =
    deliveries.find((one) => one.deliveryId === openId) ??
    deliveries.find((one) => one.closed === null) ??
    deliveries[0]
  if (delivery === undefined)
    return (
      <Screen title={t('receive.title')}>
        <EmptyState
          icon="receive"
          title={t('receive.none.title')}
          detail={t('receive.none.detail')}
          act={<ActButton onAct={() => go('/intake')}>{t('receive.none.act')}</ActButton>}
        />
      </Screen>
    )
  return <OpenDelivery key={delivery.deliveryId} delivery={delivery} all={deliveries} />
}

function OpenDelivery({ delivery, all }: { delivery: DeliveryState; all: readonly DeliveryState[] }) {
  const { t } = useWords()
  const { fold } = useRound()
  const { act } = useAct()
  const [mode, setMode] = useState<CountMode>('line')
  const [closing, setClosing] = useState(false)
  const lines = receivingLines(fold, delivery)
  const close = async (deliveryId: DeliveryId) => {
    const answer = await act(closeDelivery, { deliveryId })
    if (!answer.ok) return
    setClosing(false)
    playSound('done')
    const next = all.find((one) => one.closed === null && one.deliveryId !== deliveryId)
    if (next) look({ openDelivery: next.deliveryId, openProduct: null })
  }
  const receiving = useReceiving({
    delivery,
    lines,
    mode,
    closing,
    onClosing: setClosing,
    onClose: () => void close(delivery.deliveryId),
  })
  return (
    <Screen
      title={t('receive.title')}
      note={<DeliveryTabs deliveries={all} open={delivery.deliveryId} />}
      body="split"
      acts={
        delivery.closed === null && (
          <>
            <ActButton icon="swap" onAct={() => setMode(mode === 'line' ? 'piece' : 'line')}>
              {t(`receive.mode.${mode}`)}
            </ActButton>
            <ActButton weight="main" onAct={() => setClosing(true)}>
              {t('receive.close')}
            </ActButton>
          </>
        )
      }
    >
      <Column share={1.1} least={490}>
        <Panel fill flush>
          <DeliveryLines lines={lines} chosen={receiving.line?.productId ?? null} />
        </Panel>
      </Column>
      <Column share={1}>
        {delivery.closed !== null && (
          <StatePanel size="band" tone="ok" title={t('receive.closed')} detail={t('receive.closedDetail')} />
        )}
        {receiving.unknown !== null ? (
          <AttachCode
            key={receiving.unknown}
            raw={receiving.unknown}
            onAttach={receiving.attach}
            onCancel={receiving.forgetUnknown}
          />
        ) : closing ? (
          <ClosingPanel
            lines={lines}
            onClose={() => void close(delivery.deliveryId)}
            onBack={() => setClosing(false)}
          />
        ) : receiving.line ? (
          <LinePanel
            delivery={delivery}
            line={receiving.line}
            typed={receiving.typed}
            dates={receiving.dates}
          />
        ) : (
          <BigHint title={t(`receive.hint.${mode}`)} detail={t('receive.hintDetail')} />
        )}
      </Column>
    </Screen>
  )
}
