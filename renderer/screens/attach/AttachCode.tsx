import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { ProductId } from '../../../shared/kernel/ids'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { useRound } from '../../queries/useLive'
import { CodeText, Icon, KeyHint, ZoneTag } from '../../ui/index'
import styles from './AttachCode.module.css'

const mostShown = 7

/** A code nobody knows: which product is it? Typed, chosen with the arrows, confirmed with Enter. */
export function AttachCode(props: {
  raw: string
  onAttach: (productId: ProductId) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const { fold } = useRound()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  useKeys('panel', { dismiss: props.onCancel })
  const products = useMemo(
    () =>
      fold
        .members('products')
        .flatMap((id) => fold.state('product', id)?.product ?? [])
        .filter(({ components }) => components.length === 0)
        .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN')),
    [fold],
  )
  const found = useMemo(() => {
    const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean)
    return products
      .filter(({ name, spec, code }) => {
        const all = `${name} ${spec} ${code ?? ''}`.toLowerCase()
        return words.every((word) => all.includes(word))
      })
      .slice(0, mostShown)
  }, [products, text])
  const chosen = Math.min(at, found.length - 1)

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const product = found[chosen]
    if (step !== 0) setAt(Math.max(0, Math.min(found.length - 1, chosen + step)))
    else if (event.key === 'Enter' && product) props.onAttach(product.productId)
    else return
    event.preventDefault()
  }
  return (
    <section className={styles['attach']} data-tone="attention" role="alert">
      <header>
        <Icon name="help" size={40} />
        <div>
          <p className={styles['title']}>{t('sort.unknown.title')}</p>
          <p className={styles['code']}>
            <CodeText code={props.raw.slice(0, 60)} />
          </p>
        </div>
      </header>
      <label className={styles['ask']}>
        <span>{t('sort.unknown.ask')}</span>
        <input
          ref={field}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
          placeholder={t('sort.unknown.placeholder')}
          maxLength={60}
          role="combobox"
          aria-expanded="true"
          aria-controls="attach-products"
        />
      </label>
      <div className={styles['found']} id="attach-products" role="listbox" aria-label={t('terms.product')}>
        {found.map((product, i) => (
          <div
            key={product.productId}
            role="option"
            tabIndex={-1}
            aria-selected={i === chosen}
            onClick={() => props.onAttach(product.productId)}
            onKeyDown={onKeyDown}
          >
            <b>{product.name}</b>
            <span>{product.spec}</span>
            <ZoneTag zone={product.zone} />
            {i === chosen && (
              <span className={styles['enter']}>
                <KeyHint keys="Enter" /> {t('sort.unknown.attach')}
              </span>
            )}
          </div>
        ))}
        {found.length === 0 && <div className={styles['none']}>{t('sort.unknown.none')}</div>}
      </div>
    </section>
  )
}
