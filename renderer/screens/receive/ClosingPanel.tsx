import { useWords } from '../../i18n/index'
import { ActButton, Panel, StatePanel } from '../../ui/index'
import { DeliveryLines } from './DeliveryLines'
import { differingLines, type ReceivingLine } from './receivingView'

interface ClosingPanelProps {
  readonly lines: readonly ReceivingLine[]
  readonly onClose: () => void
  readonly onBack: () => void
}

/** Closing shows only differences: from here on, what did not come is short. */
export function ClosingPanel({ lines, onClose, onBack }: ClosingPanelProps) {
  const { t } = useWords()
  const differing = differingLines(lines)
  return (
    <Panel title={t('receive.closing.title')} fill>
      {differing.length === 0 ? (
        <StatePanel tone="ok" title={t('receive.closing.clean')} detail={t('receive.closing.cleanDetail')} />
      ) : (
        <>
          <StatePanel
            size="band"
            tone="attention"
            title={t('receive.closing.differing', { count: differing.length })}
            detail={t('receive.closing.differingDetail')}
          />
          <DeliveryLines lines={differing} chosen={null} />
        </>
      )}
      <ActButton weight="main" size="large" keys="Enter" onAct={onClose}>
        {t('receive.closing.act')}
      </ActButton>
      <ActButton onAct={onBack}>{t('words.act.back')}</ActButton>
    </Panel>
  )
}
