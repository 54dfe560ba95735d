import { useState } from 'react'
import type { SaleTerms } from '../../../shared/domain/terms'
import type { ProductPreview } from '../../../shared/intake/import/importProposal'
import { useWords } from '../../i18n/index'
import { DataTable, FenText, fenText, type TableColumn, Tag, ZoneTag } from '../../ui/index'
import intake from './Intake.module.css'
import type { Importing, ImportState } from './importing'
import styles from './Preview.module.css'
import { ProductEditor } from './ProductEditor'

/** Products that would be listed; those only orders name can be completed here, before anything is written. */
export function ProductsPreviewTable(props: {
  products: readonly ProductPreview[]
  importing: Importing
  state: ImportState
}) {
  const { t } = useWords()
  const { products, importing, state } = props
  const [open, setOpen] = useState<string | null>(null)
  const edited = products.find((one) => one.itemKey !== null && one.itemKey === open)
  const columns: readonly TableColumn<ProductPreview>[] = [
    {
      key: 'name',
      title: t('terms.product'),
      cell: ({ terms }) => (
        <span className={intake['who']}>
          <b>{terms.name}</b>
          {terms.spec !== '' && <span>{terms.spec}</span>}
          {terms.code !== null && <span>{terms.code}</span>}
        </span>
      ),
    },
    {
      key: 'price',
      title: t('intake.preview.col.price'),
      width: '150px',
      align: 'end',
      cell: ({ terms, before }) => <Price sale={terms.sale} before={before?.sale ?? null} />,
    },
    {
      key: 'zone',
      title: t('intake.preview.col.zone'),
      width: '104px',
      cell: ({ terms }) => <ZoneTag zone={terms.zone} />,
    },
    {
      key: 'supplier',
      title: t('intake.preview.col.supplier'),
      width: '20%',
      cell: ({ terms }) => terms.supplierName ?? <span className={intake['quiet']}>–</span>,
    },
    {
      key: 'state',
      title: t('intake.preview.col.standing'),
      width: '96px',
      cell: ({ before }) => (
        <Tag tone={before === null ? 'ok' : 'info'}>
          {t(`intake.preview.standing.${before === null ? 'new' : 'changed'}`)}
        </Tag>
      ),
    },
  ]
  return (
    <>
      {edited?.itemKey != null && (
        <ProductEditor
          key={edited.itemKey}
          terms={edited.terms}
          onEdit={(edit) =>
            importing.decide(edited.itemKey ?? '', { as: 'new', edit: { ...editOf(state, open), ...edit } })
          }
          onDone={() => setOpen(null)}
        />
      )}
      <DataTable
        label={t('intake.preview.tab.products')}
        columns={columns}
        rows={products}
        rowKey={(one) => one.itemKey ?? one.terms.productId}
        selected={open}
        onSelect={setOpen}
        empty={t('intake.preview.nothingNewDetail')}
      />
    </>
  )
}

function editOf(state: ImportState, itemKey: string | null) {
  const decision = itemKey === null ? undefined : state.items[itemKey]
  return decision?.as === 'new' ? decision.edit : {}
}

function Price({ sale, before }: { sale: SaleTerms; before: SaleTerms | null }) {
  const { t } = useWords()
  const price = priceOf(sale)
  if (price === 0) return <Tag tone="attention">{t('intake.preview.priceMissing')}</Tag>
  const was = before === null ? null : priceOf(before)
  return (
    <>
      {was !== null && was !== price && <del className={styles['was']}>{fenText(was)} </del>}
      {sale.by === 'weight' ? (
        t('words.unit.perKilogram', { price: fenText(price) })
      ) : (
        <FenText fen={price} />
      )}
    </>
  )
}

function priceOf(sale: SaleTerms) {
  return sale.by === 'piece' ? sale.unitPriceFen : sale.fenPerKg
}
