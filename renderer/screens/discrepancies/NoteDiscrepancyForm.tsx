import { useState } from 'react'
import { noteDiscrepancy } from '../../../shared/domain/discrepancy/noteDiscrepancy'
import type { DiscrepancyKind } from '../../../shared/domain/terms'
import type { ProductId } from '../../../shared/kernel/ids'
import { pieces } from '../../../shared/kernel/quantity'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { look } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { ActButton, Panel } from '../../ui/index'
import { useAct } from '../useAct'
import styles from './DiscrepanciesScreen.module.css'

const kinds: readonly DiscrepancyKind[] = [
  'damaged',
  'short',
  'over',
  'wrong',
  'short-dated',
  'cash',
  'other',
]

/** Something a person saw that no count has shown. */
export function NoteDiscrepancyForm({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const { fold } = useRound()
  const { act } = useAct()
  const [what, setWhat] = useState<DiscrepancyKind>('damaged')
  const [productId, setProductId] = useState<ProductId | ''>('')
  const [count, setCount] = useState('')
  const [reason, setReason] = useState('')
  const products = fold
    .members('products')
    .flatMap((id) => fold.state('product', id)?.product ?? [])
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const save = async () => {
    const n = Number.parseInt(count, 10)
    const answer = await act(noteDiscrepancy, {
      what,
      productId: productId === '' ? null : productId,
      householdId: null,
      bagId: null,
      deliveryId: null,
      pieces: Number.isSafeInteger(n) ? pieces(Math.abs(n)) : null,
      grams: null,
      reason,
      responsible: 'unknown',
    })
    if (!answer.ok) return
    const [entry] = answer.entries
    const fact = entry?.facts[0] as { discrepancyId?: string } | undefined
    if (fact?.discrepancyId) look({ openDiscrepancy: fact.discrepancyId as never })
    playSound('ok')
    onClose()
  }
  return (
    <Panel title={t('discrepancies.add')} fill>
      <form
        className={styles['acts']}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <label className={styles['field']}>
          <span>{t('discrepancies.kind')}</span>
          <select value={what} onChange={(e) => setWhat(e.target.value as DiscrepancyKind)}>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`terms.discrepancy.${kind}`)}
              </option>
            ))}
          </select>
        </label>
        <label className={styles['field']}>
          <span>{t('terms.product')}</span>
          <select value={productId} onChange={(e) => setProductId(e.target.value as ProductId | '')}>
            <option value="">{t('words.state.nothing')}</option>
            {products.map((product) => (
              <option key={product.productId} value={product.productId}>
                {product.name} {product.spec}
              </option>
            ))}
          </select>
        </label>
        <label className={styles['field']}>
          <span>{t('discrepancies.amount')}</span>
          <input inputMode="numeric" value={count} onChange={(e) => setCount(e.target.value)} />
        </label>
        <label className={styles['field']}>
          <span>{t('words.reason')}</span>
          <input value={reason} maxLength={200} onChange={(e) => setReason(e.target.value)} />
        </label>
        <div className={styles['buttons']}>
          <ActButton weight="main" onAct={() => void save()}>
            {t('words.act.save')}
          </ActButton>
          <ActButton onAct={onClose}>{t('words.act.cancel')}</ActButton>
        </div>
      </form>
    </Panel>
  )
}
