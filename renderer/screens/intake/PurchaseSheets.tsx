import type { Purchase, PurchaseLine } from '../../../shared/domain/receiving/purchaseList'
import { useWords } from '../../i18n/index'
import { PaperSheet } from '../../ui/index'
import { PageHead } from '../sort/paper/PageHead'
import styles from './PurchaseSheets.module.css'

const linesPerPage = 32

/** 采购单 on paper: one supplier per sheet, with a box to tick. */
export function PurchaseSheets(props: {
  purchases: readonly Purchase[]
  roundTitle: string
  printedAt: string
}) {
  const { t } = useWords()
  const pages = props.purchases.flatMap(({ supplierName, lines }) =>
    Array.from({ length: Math.ceil(lines.length / linesPerPage) }, (_, i) => ({
      supplier: supplierName ?? t('intake.delivery.noSupplier'),
      lines: lines.slice(i * linesPerPage, (i + 1) * linesPerPage),
    })),
  )
  return (
    <>
      {pages.map(({ supplier, lines }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pages are printed once and never reordered
        <PaperSheet key={i} size="a4">
          <PageHead
            title={`${t('terms.purchaseList')} · ${supplier}`}
            roundTitle={props.roundTitle}
            printedAt={props.printedAt}
            page={i + 1}
            pages={pages.length}
          />
          <table className={styles['list']}>
            <thead>
              <tr>
                <th />
                <th>{t('terms.product')}</th>
                <th>{t('terms.spec')}</th>
                <th>{t('terms.ordered')}</th>
                <th>{t('intake.delivery.toBuy')}</th>
                <th>{t('intake.delivery.cases')}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <PaperLine key={line.product.productId} line={line} />
              ))}
            </tbody>
          </table>
        </PaperSheet>
      ))}
    </>
  )
}

function PaperLine({ line: { product, ordered, toBuy, cases } }: { line: PurchaseLine }) {
  return (
    <tr>
      <td>
        <i />
      </td>
      <td>{product.name}</td>
      <td>{product.spec}</td>
      <td>{ordered}</td>
      <td>
        <b>{toBuy}</b>
      </td>
      <td>{cases ?? ''}</td>
    </tr>
  )
}
