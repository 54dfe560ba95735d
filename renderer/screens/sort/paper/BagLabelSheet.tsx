import type { BagLabel } from '../../../../shared/paper/bagLabel'
import { useWords } from '../../../i18n/index'
import { Barcode, Icon, PaperSheet } from '../../../ui/index'
import styles from './Paper.module.css'

const mostLines = 4

/** 60×40 mm: the slot to be read from afar, the zone, what is inside, the code to be scanned. */
export function BagLabelSheet({ label, again }: { label: BagLabel; again: boolean }) {
  const { t } = useWords()
  const shown = label.lines.length > mostLines ? label.lines.slice(0, mostLines - 1) : label.lines
  const rest = label.lines.length - shown.length
  const others = label.zones.filter((zone) => zone !== label.zone)
  return (
    <PaperSheet size="label-60x40" label={label.bagId}>
      <div className={styles['label']}>
        <div className={styles['labelHead']}>
          <b className={styles['labelSlot']}>{label.slot}</b>
          <span className={styles['labelZone']}>
            <Icon name={label.zone} size="4mm" />
            {t(`terms.zone.${label.zone}`)} {label.bagNo}
          </span>
          <span className={styles['labelNote']}>
            {again && <b className={styles['again']}>{t('words.act.reprint')}</b>}
            {t('words.unit.pieces', { n: label.pieces, count: label.pieces })}
          </span>
        </div>
        <ul className={styles['labelLines']}>
          {shown.map((line) => (
            <li key={line.productId}>
              <span>{line.name}</span>
              <b>
                ×{line.pieces}
                {line.grams !== null && ` ${line.grams}g`}
              </b>
            </li>
          ))}
          {rest > 0 && <li>{t('sort.paper.more', { n: rest })}</li>}
        </ul>
        <div className={styles['labelFoot']}>
          <Barcode symbology="code128" text={label.bagId} height="8mm" />
          <span className={styles['labelRound']}>
            {label.roundTitle}
            {others.length > 0 && (
              <b>
                {t('sort.paper.alsoIn', { zones: others.map((zone) => t(`terms.zone.${zone}`)).join(' ') })}
              </b>
            )}
          </span>
        </div>
      </div>
    </PaperSheet>
  )
}
