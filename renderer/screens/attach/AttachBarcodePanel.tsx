import { useState } from 'react'
import { attachBarcode } from '../../../shared/domain/site/attachBarcode'
import type { ProductTerms } from '../../../shared/domain/terms'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { notify } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { ActButton, CodeText, Panel, StatePanel } from '../../ui/index'
import { useAct } from '../useAct'
import styles from './AttachBarcodePanel.module.css'

/** An unknown code: a sentence, and the way to say which product it is. Typing narrows, Enter takes the first. */
export function AttachBarcodePanel({ barcode, onDone }: { barcode: string; onDone: () => void }) {
  const { t } = useWords()
  const { fold } = useRound()
  const { act } = useAct()
  const [search, setSearch] = useState('')
  const found = matching(
    fold.members('products').flatMap((id) => fold.state('product', id)?.product ?? []),
    search,
  )
  const attach = async (product: ProductTerms) => {
    const answer = await act(attachBarcode, { barcode, productId: product.productId })
    if (!answer.ok) return
    playSound('ok')
    notify({ tone: 'ok', title: t('receive.attach.done', { name: product.name }), detail: barcode })
    onDone()
  }
  return (
    <Panel title={t('receive.attach.title')} fill>
      <StatePanel
        size="band"
        tone="attention"
        title={<CodeText code={barcode} />}
        detail={t('receive.attach.detail')}
      />
      <input
        // biome-ignore lint/a11y/noAutofocus: the panel answers an unknown code; the next thing typed is a product's name
        autoFocus
        className={styles['search']}
        value={search}
        placeholder={t('receive.attach.search')}
        aria-label={t('receive.attach.search')}
        onChange={(event) => setSearch(event.target.value)}
        onKeyDown={(event) => {
          const [first] = found
          if (event.key === 'Enter' && !event.nativeEvent.isComposing && first) void attach(first)
          if (event.key === 'Escape') onDone()
        }}
      />
      <ul className={styles['found']}>
        {found.slice(0, 8).map((product) => (
          <li key={product.productId}>
            <ActButton weight="quiet" wide onAct={() => void attach(product)}>
              {product.name} {product.spec}
            </ActButton>
          </li>
        ))}
      </ul>
      <ActButton keys="Esc" onAct={onDone}>
        {t('receive.attach.setApart')}
      </ActButton>
    </Panel>
  )
}

function matching(products: readonly ProductTerms[], search: string): readonly ProductTerms[] {
  const words = search.normalize('NFKC').toLowerCase().split(/\s+/u).filter(Boolean)
  return products
    .filter(({ name, spec, code }) => {
      const text = `${name} ${spec} ${code ?? ''}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
