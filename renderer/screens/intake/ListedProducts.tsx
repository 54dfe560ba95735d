import { useState } from 'react'
import { takeInOrders } from '../../../shared/domain/order/takeInOrders'
import type { ProductTerms } from '../../../shared/domain/terms'
import type { ProductEdit } from '../../../shared/intake/import/importRequest'
import { withEdit } from '../../../shared/intake/import/withEdit'
import { pieces } from '../../../shared/kernel/quantity'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { DataTable, fenText, PiecesText, type TableColumn, Tag, ZoneTag } from '../../ui/index'
import { useAct } from '../useAct'
import styles from './Intake.module.css'
import { ProductEditor } from './ProductEditor'
import { listedProducts } from './roundOrders'

/** The round's products; what is missing of one is filled in where it stands. Orders keep the price they were placed at. */
export function ListedProducts() {
  const { t } = useWords()
  const { fold } = useRound()
  const { act } = useAct()
  const [open, setOpen] = useState<string | null>(null)
  const products = [...listedProducts(fold)].sort((a, b) => (a.name < b.name ? -1 : 1))
  const chosen = products.find(({ productId }) => productId === open)
  const edit = async (product: ProductTerms, change: ProductEdit) => {
    await act(takeInOrders, {
      products: [withEdit(product, change)],
      orders: [],
      reason: t('words.act.edit'),
    })
  }
  const columns: readonly TableColumn<ProductTerms>[] = [
    {
      key: 'name',
      title: t('terms.product'),
      cell: (product) => (
        <span className={styles['who']}>
          <b>{product.name}</b>
          <span>{product.spec}</span>
          {product.gift && <Tag>{t('terms.gift')}</Tag>}
          {product.components.length > 0 && <Tag>{t('terms.kit')}</Tag>}
        </span>
      ),
    },
    {
      key: 'ordered',
      title: t('terms.ordered'),
      width: '96px',
      align: 'end',
      cell: (product) => <PiecesText pieces={pieces(fold.tally(`ordered:${product.productId}`))} />,
    },
    {
      key: 'price',
      title: t('intake.preview.col.price'),
      width: '132px',
      align: 'end',
      cell: ({ sale, gift }) => {
        const price = sale.by === 'piece' ? sale.unitPriceFen : sale.fenPerKg
        if (price === 0 && !gift) return <Tag tone="attention">{t('intake.preview.priceMissing')}</Tag>
        return sale.by === 'weight' ? t('words.unit.perKilogram', { price: fenText(price) }) : fenText(price)
      },
    },
    {
      key: 'zone',
      title: t('intake.preview.col.zone'),
      width: '104px',
      cell: ({ zone }) => <ZoneTag zone={zone} />,
    },
    {
      key: 'supplier',
      title: t('intake.preview.col.supplier'),
      width: '20%',
      cell: ({ supplierName }) => supplierName ?? <span className={styles['quiet']}>–</span>,
    },
  ]
  return (
    <>
      {chosen && (
        <ProductEditor
          key={chosen.productId}
          terms={chosen}
          onEdit={(change) => void edit(chosen, change)}
          onDone={() => setOpen(null)}
        />
      )}
      <DataTable
        label={t('intake.preview.tab.products')}
        columns={columns}
        rows={products}
        rowKey={({ productId }) => productId}
        selected={open}
        onSelect={setOpen}
        empty={t('intake.orders.noProducts')}
      />
    </>
  )
}
