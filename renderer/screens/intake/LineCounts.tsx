import { useState } from 'react'
import { orderLineOf } from '../../../shared/domain/order/orderLine'
import type { OrderLine, OrderTerms, ProductTerms } from '../../../shared/domain/terms'
import { maxPieces } from '../../../shared/intake/proposal'
import type { ProductId } from '../../../shared/kernel/ids'
import { fen } from '../../../shared/kernel/money'
import { pieces } from '../../../shared/kernel/quantity'
import { useWords } from '../../i18n/index'
import { fenText, Icon, Tag } from '../../ui/index'
import styles from './Orders.module.css'
import { ProductSearch } from './ProductSearch'

interface LineCountsProps {
  readonly order: OrderTerms
  readonly counts: ReadonlyMap<number, number>
  readonly added: readonly OrderLine[]
  readonly products: ReadonlyMap<ProductId, ProductTerms>
  readonly onCounts: (counts: ReadonlyMap<number, number>) => void
  readonly onAdded: (added: readonly OrderLine[]) => void
}

/** The lines of an order with a count each; 0 takes the line away. */
export function LineCounts({ order, counts, added, products, onCounts, onAdded }: LineCountsProps) {
  const { t } = useWords()
  const put = (i: number, n: number) => {
    const next = new Map(counts)
    const count = Math.max(0, Math.min(maxPieces, n))
    if (order.lines[i]?.pieces === count) next.delete(i)
    else next.set(i, count)
    onCounts(next)
  }
  const add = (product: ProductTerms, n: number) => {
    const there = order.lines.findIndex(
      (line) => line.productId === product.productId && line.giftOf === null,
    )
    const line = order.lines[there]
    if (line) put(there, (counts.get(there) ?? line.pieces) + n)
    else
      onAdded([
        ...added.filter((one) => one.productId !== product.productId),
        orderLineOf(product, pieces(n)),
      ])
  }
  return (
    <div className={styles['lines']}>
      {order.lines.map((line, i) => {
        const count = counts.get(i) ?? line.pieces
        const product = products.get(line.productId)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place in the order
          <div key={i} data-gone={count === 0} data-changed={counts.has(i)}>
            <span>
              <b>{product?.name ?? line.productId}</b> {product?.spec}
              {line.giftOf !== null && <Tag>{t('terms.gift')}</Tag>}
            </span>
            <span>{fenText(fen(Math.round((line.amountFen * count) / Math.max(1, line.pieces))))}</span>
            <Stepper label={product?.name ?? ''} n={count} onPut={(n) => put(i, n)} />
          </div>
        )
      })}
      {added.map((line) => (
        <div key={line.productId} data-changed="true">
          <span>
            <b>{products.get(line.productId)?.name}</b> {products.get(line.productId)?.spec}
          </span>
          <span>{fenText(line.amountFen)}</span>
          <Stepper
            label={products.get(line.productId)?.name ?? ''}
            n={line.pieces}
            onPut={(n) => {
              const product = products.get(line.productId)
              const others = added.filter((one) => one !== line)
              onAdded(
                product && n > 0 ? [...others, orderLineOf(product, pieces(Math.min(n, maxPieces)))] : others,
              )
            }}
          />
        </div>
      ))}
      <ProductSearch products={[...products.values()]} onChoose={add} />
    </div>
  )
}

/** A count with a step either way; a typed one counts when the field is left or Enter is pressed. */
export function Stepper({ label, n, onPut }: { label: string; n: number; onPut: (n: number) => void }) {
  const { t } = useWords()
  const [typed, setTyped] = useState<string | null>(null)
  const take = () => {
    if (typed !== null && /^\d{1,4}$/.test(typed)) onPut(Number(typed))
    setTyped(null)
  }
  return (
    <span className={styles['stepper']}>
      <button type="button" tabIndex={-1} aria-label={t('words.act.less')} onClick={() => onPut(n - 1)}>
        <Icon name="minus" size={16} />
      </button>
      <input
        value={typed ?? n}
        inputMode="numeric"
        aria-label={label}
        onChange={(event) => setTyped(event.currentTarget.value.normalize('NFKC').replace(/\D/g, ''))}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take()
        }}
      />
      <button type="button" tabIndex={-1} aria-label={t('words.act.more')} onClick={() => onPut(n + 1)}>
        <Icon name="plus" size={16} />
      </button>
    </span>
  )
}
