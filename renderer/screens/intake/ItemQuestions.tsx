import { useState } from 'react'
import type { ProductTerms } from '../../../shared/domain/terms'
import type { ProductPreview } from '../../../shared/intake/import/importProposal'
import type { ItemDecision } from '../../../shared/intake/import/importRequest'
import type { ItemSummary } from '../../../shared/intake/orders/matchProducts'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { useRound } from '../../queries/useLive'
import { ActButton, Panel, Tag } from '../../ui/index'
import type { Importing, ImportState } from './importing'
import styles from './Preview.module.css'
import { productsMatching } from './productsMatching'

interface ItemQuestionsProps {
  readonly importing: Importing
  readonly state: ImportState
  readonly items: readonly ItemSummary[]
  /** Products this import would list. */
  readonly fresh: readonly ProductPreview[]
}

/** Items nobody knows: one question each, the closest products as keys. A decision holds for every order with it. */
export function ItemQuestions({ importing, state, items, fresh }: ItemQuestionsProps) {
  const { t } = useWords()
  const { fold } = useRound()
  const open = items.filter(({ by }) => by === 'unknown' || by === 'ambiguous')
  const [first] = open
  const products = [
    ...fresh.map(({ terms }) => terms),
    ...fold.members('products').flatMap((id) => fold.state('product', id)?.product ?? []),
  ]
  const decide = (item: ItemSummary, decision: ItemDecision) => importing.decide(item.itemKey, decision)
  const candidate = (n: number) => {
    const productId = first?.candidates[n]
    if (first && productId) decide(first, { as: 'product', productId })
  }
  useKeys(
    'intake',
    {
      takeFirst: () => candidate(0),
      takeSecond: () => candidate(1),
      takeThird: () => candidate(2),
      listAsNew: () => first && decide(first, { as: 'new', edit: {} }),
      leaveOut: () => first && decide(first, { as: 'left-out' }),
    },
    { open: first !== undefined },
  )
  const decided = items.filter(({ itemKey }) => state.items[itemKey] !== undefined)
  if (open.length === 0 && decided.length === 0) return null
  const listAll = () =>
    importing.change({
      items: {
        ...state.items,
        ...Object.fromEntries(open.map(({ itemKey }) => [itemKey, { as: 'new', edit: {} } as const])),
      },
    })
  return (
    <Panel
      title={open.length > 0 ? t('intake.items.title', { count: open.length }) : t('intake.items.decided')}
      acts={
        open.length > 1 && (
          <ActButton size="small" onAct={listAll}>
            {t('intake.items.allNew')}
          </ActButton>
        )
      }
    >
      {open.slice(0, 12).map((item, i) => (
        <Question
          key={item.itemKey}
          item={item}
          products={products}
          keyed={i === 0}
          onDecide={(decision) => decide(item, decision)}
        />
      ))}
      {decided.length > 0 && (
        <ul className={styles['decided']}>
          {decided.map((item) => (
            <li key={item.itemKey}>
              <span>{nameOf(item)}</span>
              <Tag tone={item.by === 'left-out' ? 'quiet' : 'ok'}>
                {item.by === 'left-out'
                  ? t('intake.items.leftOut')
                  : (products.find(({ productId }) => productId === item.productId)?.name ??
                    t('intake.preview.newProduct'))}
              </Tag>
              <button
                type="button"
                onClick={() => {
                  const { [item.itemKey]: _gone, ...rest } = state.items
                  importing.change({ items: rest })
                }}
              >
                {t('intake.items.change')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function nameOf({ code, itemText, spec }: ItemSummary): string {
  return [itemText || code, spec].filter(Boolean).join(' ')
}

const keyCaps = ['1', '2', '3']

function Question(props: {
  item: ItemSummary
  products: readonly ProductTerms[]
  keyed: boolean
  onDecide: (decision: ItemDecision) => void
}) {
  const { t } = useWords()
  const { item, products, keyed, onDecide } = props
  const [search, setSearch] = useState('')
  const candidates = item.candidates.flatMap((id) => products.find(({ productId }) => productId === id) ?? [])
  const found = search.trim() === '' ? [] : productsMatching(products, search).slice(0, 5)
  const inOrders = {
    orders: t('words.unit.orders', { count: item.orders }),
    pieces: t('intake.items.pieces', { count: item.pieces }),
  }
  return (
    <div className={styles['question']} data-first={keyed}>
      <p>
        <b>{t('intake.items.question', { item: nameOf(item) })}</b>
        <span>{t('intake.items.inOrders', inOrders)}</span>
      </p>
      <div className={styles['candidates']}>
        {candidates.slice(0, 3).map((product, i) => (
          <ActButton
            key={product.productId}
            size="small"
            {...(keyed ? { keys: keyCaps[i] ?? '' } : {})}
            onAct={() => onDecide({ as: 'product', productId: product.productId })}
          >
            {product.name} {product.spec}
          </ActButton>
        ))}
        <ActButton
          size="small"
          {...(keyed ? { keys: 'N' } : {})}
          onAct={() => onDecide({ as: 'new', edit: {} })}
        >
          {t('intake.items.listNew')}
        </ActButton>
        <ActButton
          size="small"
          weight="quiet"
          {...(keyed ? { keys: 'X' } : {})}
          onAct={() => onDecide({ as: 'left-out' })}
        >
          {t('intake.items.leaveOut')}
        </ActButton>
        {products.length > 3 && (
          <input
            value={search}
            placeholder={t('intake.items.search')}
            aria-label={t('intake.items.search')}
            onChange={(event) => setSearch(event.currentTarget.value)}
            onKeyDown={(event) => {
              const [product] = found
              if (event.key === 'Enter' && !event.nativeEvent.isComposing && product)
                onDecide({ as: 'product', productId: product.productId })
            }}
          />
        )}
        {found.map((product) => (
          <ActButton
            key={product.productId}
            size="small"
            weight="quiet"
            onAct={() => onDecide({ as: 'product', productId: product.productId })}
          >
            {product.name} {product.spec}
          </ActButton>
        ))}
      </div>
    </div>
  )
}
