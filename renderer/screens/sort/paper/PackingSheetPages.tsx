import type { HouseholdId } from '../../../../shared/kernel/ids'
import { type PackingSheet, packingPages } from '../../../../shared/paper/packingSheet'
import { useWords } from '../../../i18n/index'
import { Icon, PaperSheet } from '../../../ui/index'
import { PageHead } from './PageHead'
import styles from './Paper.module.css'

/** 配货单: household by household, two columns to the page. */
export function PackingSheetPages(props: {
  sheets: readonly PackingSheet[]
  householdText: (householdId: HouseholdId) => string
  printedAt: string
  roundTitle: string
}) {
  const { t } = useWords()
  const pages = packingPages(props.sheets)
  return (
    <>
      {pages.map((sheets, i) => (
        <PaperSheet key={sheets[0]?.slot ?? i} size="a4">
          <PageHead
            title={t('sort.paper.packing')}
            roundTitle={props.roundTitle}
            printedAt={props.printedAt}
            page={i + 1}
            pages={pages.length}
          />
          <div className={styles['columns']}>
            {sheets.map((sheet) => (
              <section key={sheet.slot} className={styles['block']}>
                <h2>
                  <b>{sheet.slot}</b> {props.householdText(sheet.householdId)}
                </h2>
                <ul>
                  {sheet.lines.map((line) => (
                    <li key={line.productId}>
                      <span className={styles['box']}>{line.due > 0 && line.put >= line.due ? '✓' : ''}</span>
                      <Icon name={line.zone} size="3.2mm" />
                      <span className={styles['lineName']}>
                        {line.name} <small>{line.spec}</small>
                      </span>
                      {line.without > 0 && <em>{t('sort.paper.without', { n: line.without })}</em>}
                      <b>×{line.due}</b>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </div>
        </PaperSheet>
      ))}
    </>
  )
}
