import { type RefObject, useState } from 'react'
import type { ProductTerms } from '../../../shared/domain/terms'
import { maxPieces } from '../../../shared/intake/proposal'
import { useWords } from '../../i18n/index'
import styles from './Orders.module.css'
import { productsMatching } from './productsMatching'

const shown = 6

/** Type a product, a space and how many, Enter: the first match goes in. Arrows choose another. */
export function ProductSearch(props: {
  products: readonly ProductTerms[]
  onChoose: (product: ProductTerms, count: number) => void
  /** Enter with nothing typed. */
  onEmptyEnter?: () => void
  /** Enter with a name nothing matches. */
  onUnknown?: (name: string, count: number) => void
  field?: RefObject<HTMLInputElement | null>
  autoFocus?: boolean
}) {
  const { t } = useWords()
  const { products, onChoose, onEmptyEnter, onUnknown } = props
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const { name, count } = nameAndCount(text)
  const found = name === '' ? [] : productsMatching(products, name).slice(0, shown)
  const choose = (product: ProductTerms) => {
    onChoose(product, count)
    setText('')
    setAt(0)
  }
  return (
    <div className={styles['productSearch']}>
      <input
        ref={props.field}
        value={text}
        // biome-ignore lint/a11y/noAutofocus: where goods are entered one after the other, this is where typing goes
        autoFocus={props.autoFocus === true}
        placeholder={t('intake.phone.goodsHint')}
        aria-label={t('intake.phone.goods')}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1))
          if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
          if (event.key !== 'Enter' || event.ctrlKey) return
          event.preventDefault()
          const product = found[at]
          if (product) choose(product)
          else if (name === '') onEmptyEnter?.()
          else onUnknown?.(name, count)
        }}
      />
      {found.length > 0 && (
        <ul>
          {found.map((product, i) => (
            <li key={product.productId}>
              <button type="button" tabIndex={-1} data-chosen={i === at} onClick={() => choose(product)}>
                <b>{product.name}</b> {product.spec}
                {count > 1 && <span>×{count}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function nameAndCount(text: string): { readonly name: string; readonly count: number } {
  const match = /^(.*?\S)(?:\s+|\s*[*x\u00d7]\s*)(\d{1,4})$/iu.exec(text.normalize('NFKC').trim())
  const count = Number(match?.[2] ?? 1)
  return count >= 1 && count <= maxPieces && match
    ? { name: match[1] ?? '', count }
    : { name: text.normalize('NFKC').trim(), count: 1 }
}
