import { currentRound } from '../../../shared/domain/round/currentRound'
import { type PackingSheet, packingSheets } from '../../../shared/paper/packingSheet'
import { pickSheets } from '../../../shared/paper/pickSheet'
import { useDesk } from '../../commands/deskContext'
import { clockTime, dayText } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { useHouseholdText } from '../../queries/useHouseholdText'
import { useRound } from '../../queries/useLive'
import { notify } from '../../session/useSession'
import { ActButton, SidePanel } from '../../ui/index'
import { usePaper } from '../usePaper'
import styles from './Bags.module.css'
import { PackingSheetPages } from './paper/PackingSheetPages'
import { PickSheetPages } from './paper/PickSheetPages'
import type { Labels } from './useLabels'

/** Prints the sheets of the round; `out` must be drawn somewhere. */
export function useSheets() {
  const { t, language } = useWords()
  const desk = useDesk()
  const { fold } = useRound()
  const householdText = useHouseholdText()
  const paper = usePaper()
  const roundTitle = currentRound(fold)?.opened?.title ?? ''
  const stamp = () => {
    const nowMs = desk.nowMs()
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(nowMs)
    return `${dayText(day, language)} ${clockTime(nowMs, language)}`
  }
  const print = async (sheets: Parameters<typeof paper.print>[1]) => {
    const answer = await paper.print('a4', sheets)
    if (answer !== 'printed') notify({ tone: 'attention', title: t(`sort.labels.${answer}`) })
  }
  return {
    out: paper.out,
    packing: (sheets: readonly PackingSheet[] = packingSheets(fold)) =>
      print(
        <PackingSheetPages
          sheets={sheets}
          householdText={householdText}
          printedAt={stamp()}
          roundTitle={roundTitle}
        />,
      ),
    pick: () =>
      print(<PickSheetPages sheets={pickSheets(fold)} printedAt={stamp()} roundTitle={roundTitle} />),
  }
}

/** Labels waiting for the printer, and sheets to sort by paper. */
export function PapersPanel(props: {
  labels: Labels
  sheets: ReturnType<typeof useSheets>
  onClose: () => void
}) {
  const { t } = useWords()
  const { labels, sheets } = props
  return (
    <SidePanel title={t('sort.paper.title')} onClose={props.onClose}>
      <div className={styles['papers']}>
        <ActButton
          weight="main"
          icon="print"
          wide
          onAct={() => void labels.print(labels.queue)}
          unless={labels.queue.length === 0 ? t('sort.labels.noneWaiting') : undefined}
        >
          {t('sort.labels.button', { n: labels.queue.length })}
        </ActButton>
        <label>
          <input
            type="checkbox"
            checked={labels.atOnce}
            onChange={(event) => labels.setAtOnce(event.currentTarget.checked)}
          />
          {t('sort.labels.atOnce')}
        </label>
        <p>{t('sort.labels.atOnceHint')}</p>
        <ActButton icon="list" wide onAct={() => void sheets.packing()}>
          {t('sort.paper.packingAll')}
        </ActButton>
        <ActButton icon="sort" wide onAct={() => void sheets.pick()}>
          {t('sort.paper.pick')}
        </ActButton>
      </div>
    </SidePanel>
  )
}
