import { useState } from 'react'
import { type ProductTerms, type Zone, zones } from '../../../shared/domain/terms'
import { productsToTerms } from '../../../shared/intake/orders/productsToTerms'
import { readYuan } from '../../../shared/intake/text/moneyText'
import type { RoundId } from '../../../shared/kernel/ids'
import { useWords } from '../../i18n/index'
import { ActButton } from '../../ui/index'
import intake from './Intake.module.css'
import styles from './Preview.module.css'

/** A product nobody has listed yet, with the least it needs: a price and a zone. */
export function NewProductRow(props: {
  name: string
  roundId: RoundId
  onProduct: (product: ProductTerms) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const [name, setName] = useState(props.name)
  const [spec, setSpec] = useState('')
  const [price, setPrice] = useState('')
  const [zone, setZone] = useState<Zone>('ambient')
  const reading = readYuan(price)
  const wrong = price.trim() !== '' && !reading.ok
  const done = () => {
    if (wrong || name.trim() === '') return
    const { products } = productsToTerms(props.roundId, [
      {
        ...{ code: null, name: name.trim(), spec: spec.trim(), sale: 'piece', zone },
        ...{ unitPriceFen: reading.ok ? reading.fen : null, fenPerKg: null, nominalGrams: null },
        ...{ barcodes: [], plu: null, supplierName: null, caseSize: null, shelfLifeDays: null },
        ...{ gift: false, limitPerHousehold: null, components: [], announcedPieces: null, row: 0 },
      },
    ])
    const [product] = products
    if (product) props.onProduct(product)
  }
  return (
    <form
      className={styles['productEditor']}
      onSubmit={(event) => {
        event.preventDefault()
        done()
      }}
    >
      <label data-wide="true">
        <span>{t('intake.preview.newProduct')}</span>
        <input value={name} maxLength={80} onChange={(event) => setName(event.currentTarget.value)} />
      </label>
      <label>
        <span>{t('intake.product.spec')}</span>
        <input value={spec} maxLength={60} onChange={(event) => setSpec(event.currentTarget.value)} />
      </label>
      <label data-wrong={wrong}>
        <span>{t(wrong ? 'intake.product.wrongPrice' : 'intake.product.price')}</span>
        <input
          value={price}
          // biome-ignore lint/a11y/noAutofocus: the price is the one thing that is missing
          autoFocus
          inputMode="decimal"
          onChange={(event) => setPrice(event.currentTarget.value)}
        />
      </label>
      <label>
        <span>{t('intake.product.zone')}</span>
        <select
          value={zone}
          onChange={(event) => setZone(zones.find((one) => one === event.currentTarget.value) ?? 'ambient')}
        >
          {zones.map((one) => (
            <option key={one} value={one}>
              {t(`terms.zone.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className={intake['submit']}>
        {t('intake.items.listNew')}
      </button>
      <ActButton size="small" weight="quiet" onAct={props.onCancel}>
        {t('words.act.cancel')}
      </ActButton>
    </form>
  )
}
