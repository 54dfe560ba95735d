import { useState } from 'react'
import { type ProductTerms, zones } from '../../../shared/domain/terms'
import { canonicalGtin } from '../../../shared/intake/codes/gtin'
import type { ProductEdit } from '../../../shared/intake/import/importRequest'
import { readYuan } from '../../../shared/intake/text/moneyText'
import { useWords } from '../../i18n/index'
import { ActButton } from '../../ui/index'
import styles from './Preview.module.css'
import { useScannedBarcode } from './useScannedBarcode'

/** What a source does not say of a product, in one row of fields. Enter goes on, every field counts at once. */
export function ProductEditor(props: {
  terms: ProductTerms
  onEdit: (edit: ProductEdit) => void
  onDone: () => void
}) {
  const { t } = useWords()
  const { terms, onEdit, onDone } = props
  const { sale } = terms
  const byWeight = sale.by === 'weight'
  const price = sale.by === 'weight' ? sale.fenPerKg : sale.unitPriceFen
  const [wrong, setWrong] = useState(false)
  useScannedBarcode((barcode) => onEdit({ barcode }))
  const putPrice = (text: string) => {
    const reading = readYuan(text)
    setWrong(!reading.ok && text.trim() !== '')
    if (reading.ok) onEdit({ priceFen: reading.fen })
  }
  const putWhole = (text: string, key: 'nominalGrams' | 'caseSize') => {
    const n = Number(text)
    if (Number.isInteger(n) && n > 0 && n <= 1_000_000) onEdit({ [key]: n })
  }
  return (
    <form
      className={styles['productEditor']}
      onSubmit={(event) => {
        event.preventDefault()
        onDone()
      }}
    >
      <Field
        label={t('intake.product.name')}
        value={terms.name}
        onPut={(name) => name && onEdit({ name })}
        wide
      />
      <Field label={t('intake.product.spec')} value={terms.spec} onPut={(spec) => onEdit({ spec })} />
      <label>
        <span>{t(byWeight ? 'intake.product.byWeight' : 'intake.product.byPiece')}</span>
        <select
          value={sale.by}
          onChange={(event) => onEdit({ sale: event.currentTarget.value === 'weight' ? 'weight' : 'piece' })}
        >
          <option value="piece">{t('intake.product.byPiece')}</option>
          <option value="weight">{t('intake.product.byWeight')}</option>
        </select>
      </label>
      <Field
        label={t(byWeight ? 'intake.product.pricePerKg' : 'intake.product.price')}
        value={price === 0 ? '' : (price / 100).toFixed(2)}
        onPut={putPrice}
        focused
        wrong={wrong ? t('intake.product.wrongPrice') : undefined}
      />
      {sale.by === 'weight' && (
        <Field
          label={t('intake.product.grams')}
          value={String(sale.nominalGrams)}
          onPut={(text) => putWhole(text, 'nominalGrams')}
        />
      )}
      <label>
        <span>{t('intake.product.zone')}</span>
        <select
          value={terms.zone}
          onChange={(event) => {
            const zone = zones.find((one) => one === event.currentTarget.value)
            if (zone) onEdit({ zone })
          }}
        >
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {t(`terms.zone.${zone}`)}
            </option>
          ))}
        </select>
      </label>
      <Field
        label={t('intake.product.supplier')}
        value={terms.supplierName ?? ''}
        onPut={(supplierName) => supplierName && onEdit({ supplierName })}
      />
      <Field
        label={t('intake.product.caseSize')}
        value={terms.caseSize === null ? '' : String(terms.caseSize)}
        onPut={(text) => putWhole(text, 'caseSize')}
      />
      <Field
        key={terms.barcodes[0] ?? ''}
        label={t('intake.product.barcode')}
        value={terms.barcodes[0] ?? ''}
        onPut={(text) => {
          const barcode = canonicalGtin(text)
          if (barcode !== undefined) onEdit({ barcode })
        }}
      />
      <ActButton size="small" weight="main" onAct={onDone}>
        {t('intake.product.done')}
      </ActButton>
    </form>
  )
}

function Field(props: {
  label: string
  value: string
  onPut: (text: string) => void
  wide?: boolean
  focused?: boolean
  wrong?: string | undefined
}) {
  return (
    <label data-wide={props.wide === true} data-wrong={props.wrong !== undefined}>
      <span>{props.wrong ?? props.label}</span>
      <input
        defaultValue={props.value}
        aria-label={props.label}
        aria-invalid={props.wrong !== undefined}
        // biome-ignore lint/a11y/noAutofocus: opening a product is asking for its price
        autoFocus={props.focused === true}
        onBlur={(event) => {
          const text = event.currentTarget.value.trim()
          if (text !== props.value) props.onPut(text)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.currentTarget.blur()
        }}
      />
    </label>
  )
}
