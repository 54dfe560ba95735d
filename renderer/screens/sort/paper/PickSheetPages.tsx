import { type PickSheet, pickPages } from '../../../../shared/paper/pickSheet'
import { useWords } from '../../../i18n/index'
import { Icon, PaperSheet } from '../../../ui/index'
import { PageHead } from './PageHead'
import styles from './Paper.module.css'

/** 商品拣货单: product by product, the slots and how many into each; for sorting without a screen. */
export function PickSheetPages(props: {
  sheets: readonly PickSheet[]
  printedAt: string
  roundTitle: string
}) {
  const { t } = useWords()
  const pages = pickPages(props.sheets)
  return (
    <>
      {pages.map((sheets, i) => (
        <PaperSheet key={sheets[0]?.productId ?? i} size="a4">
          <PageHead
            title={t('sort.paper.pick')}
            roundTitle={props.roundTitle}
            printedAt={props.printedAt}
            page={i + 1}
            pages={pages.length}
          />
          {sheets.map((sheet) => (
            <section key={sheet.productId} className={styles['block']}>
              <h2>
                <Icon name={sheet.zone} size="4mm" /> {sheet.name} <small>{sheet.spec}</small>
                <span className={styles['total']}>
                  {t('sort.paper.total', { n: sheet.due, slots: sheet.slots.length })}
                </span>
              </h2>
              <div className={styles['slots']}>
                {sheet.slots.map(({ slot, pieces }) => (
                  <span key={slot}>
                    <b>{slot}</b>
                    {pieces > 1 ? `×${pieces}` : ''}
                  </span>
                ))}
              </div>
            </section>
          ))}
        </PaperSheet>
      ))}
    </>
  )
}
