import { returnGoods, setGoodsAside, writeOffGoods } from '../../../shared/domain/stock/moveGoods'
import type { Answer } from '../../commands/desk'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { showScan } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { ActButton, EmptyState, SidePanel } from '../../ui/index'
import { useAct } from '../useAct'
import { AmountText } from './AmountText'
import styles from './Balance.module.css'
import { type HeldRow, heldGoods } from './heldRows'

/** 隔离区: what was held apart, and where it goes from here. */
export function HeldGoods({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const { fold } = useRound()
  const rows = heldGoods(fold)
  return (
    <SidePanel title={t('balance.held.title')} onClose={onClose} wide>
      {rows.length === 0 ? (
        <EmptyState icon="box" title={t('balance.held.none')} />
      ) : (
        <ul className={styles['held']}>
          {rows.map((row) => (
            <Held key={row.product.productId} row={row} />
          ))}
        </ul>
      )}
    </SidePanel>
  )
}

function Held({ row }: { row: HeldRow }) {
  const { t } = useWords()
  const { act } = useAct()
  const { product, amount } = row
  const byWeight = product.sale.by === 'weight'
  const { productId } = product
  const all = { productId, pieces: amount.pieces, grams: byWeight ? amount.grams : null }
  const done = async (answering: Promise<Answer>, did: string) => {
    const answer = await answering
    if (!answer.ok) return
    playSound('ok')
    showScan({ text: product.name, did, tone: 'ok', undoable: true })
  }
  return (
    <li>
      <div>
        <b>{product.name}</b> <small>{product.spec}</small>
        <span className={styles['heldAmount']}>
          <AmountText amount={amount} byWeight={byWeight} />
        </span>
      </div>
      <p>{product.supplierName}</p>
      <div className={styles['explainActs']}>
        <ActButton
          size="small"
          onAct={() =>
            void done(
              act(writeOffGoods, { ...all, from: 'hold', reason: 'damaged' }),
              t('balance.held.did.writeOff'),
            )
          }
        >
          {t('balance.held.writeOff')}
        </ActButton>
        <ActButton
          size="small"
          onAct={() =>
            void done(
              act(returnGoods, { ...all, from: 'hold', reason: t('balance.held.return') }),
              t('balance.held.did.return'),
            )
          }
        >
          {t('balance.held.return')}
        </ActButton>
        <ActButton
          size="small"
          weight="quiet"
          onAct={() =>
            void done(
              act(setGoodsAside, { ...all, to: 'floor', reason: t('balance.held.floor') }),
              t('balance.held.did.floor'),
            )
          }
        >
          {t('balance.held.floor')}
        </ActButton>
      </div>
    </li>
  )
}
