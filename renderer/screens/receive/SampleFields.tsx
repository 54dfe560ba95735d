import { useState } from 'react'
import type { DeliveryState } from '../../../shared/domain/receiving/deliveryState'
import { inspectGoods } from '../../../shared/domain/receiving/inspectGoods'
import { pieces } from '../../../shared/kernel/quantity'
import { useWords } from '../../i18n/index'
import { playSound } from '../../sound/playSound'
import { ActButton, Tag } from '../../ui/index'
import { useAct } from '../useAct'
import styles from './ReceiveScreen.module.css'
import type { ReceivingLine } from './receivingView'

/** 抽检: how many were looked at, how many failed. */
export function SampleFields({ delivery, line }: { delivery: DeliveryState; line: ReceivingLine }) {
  const { t } = useWords()
  const { act } = useAct()
  const [looked, setLooked] = useState('')
  const [failed, setFailed] = useState('0')
  const sample = delivery.lines[line.productId]?.sample
  const numbers = [Number.parseInt(looked, 10), Number.parseInt(failed, 10)] as const
  const readable = numbers.every((n) => Number.isSafeInteger(n) && n >= 0)
  const save = async () => {
    const { deliveryId } = delivery
    const taken = { looked: pieces(numbers[0]), failed: pieces(numbers[1]) }
    const { productId, differs } = line
    const answer = await act(inspectGoods, { deliveryId, productId, differs, sample: taken })
    if (!answer.ok) return
    setLooked('')
    playSound(taken.failed > 0 ? 'attention' : 'ok')
  }
  return (
    <div className={styles['sample']}>
      <span>{t('receive.sample.title')}</span>
      <input
        inputMode="numeric"
        aria-label={t('receive.sample.looked')}
        placeholder={t('receive.sample.looked')}
        value={looked}
        onChange={(event) => setLooked(event.target.value)}
      />
      <input
        inputMode="numeric"
        aria-label={t('receive.sample.failed')}
        placeholder={t('receive.sample.failed')}
        value={failed}
        onChange={(event) => setFailed(event.target.value)}
      />
      <ActButton
        size="small"
        unless={readable ? undefined : t('receive.sample.type')}
        onAct={() => void save()}
      >
        {t('words.act.save')}
      </ActButton>
      {sample && (
        <Tag tone={sample.failed > 0 ? 'stop' : 'ok'}>
          {t('receive.sample.result', { looked: sample.looked, failed: sample.failed })}
        </Tag>
      )}
    </div>
  )
}
