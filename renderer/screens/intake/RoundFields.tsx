import type { OpenRound } from '../../../shared/domain/round/openRound'
import { parseBusinessDay } from '../../../shared/kernel/businessDay'
import { useWords } from '../../i18n/index'
import { CodeText } from '../../ui/index'
import styles from './Intake.module.css'

/** Title, pickup days and code of the round that opens, all of them already filled in. */
export function RoundFields(props: {
  round: OpenRound
  onChange: (change: Partial<OpenRound>) => void
  autoFocus?: boolean
  /** Without its own frame and heading, inside a panel that has them. */
  plain?: boolean
}) {
  const { t } = useWords()
  const { round, onChange } = props
  const day = (text: string, put: (day: OpenRound['pickupFrom']) => void) => {
    const parsed = parseBusinessDay(text)
    if (parsed) put(parsed)
  }
  return (
    <fieldset className={styles['roundFields']} data-plain={props.plain === true}>
      {props.plain !== true && <legend>{t('intake.round.new')}</legend>}
      <label data-wide="true">
        <span>{t('intake.round.name')}</span>
        <input
          defaultValue={round.title}
          // biome-ignore lint/a11y/noAutofocus: a new round begins with its name
          autoFocus={props.autoFocus === true}
          placeholder={t('intake.round.namePlaceholder')}
          maxLength={60}
          onChange={(event) => onChange({ title: event.currentTarget.value })}
        />
      </label>
      <label>
        <span>{t('intake.round.from')}</span>
        <input
          type="date"
          value={round.pickupFrom}
          onChange={(event) => day(event.currentTarget.value, (pickupFrom) => onChange({ pickupFrom }))}
        />
      </label>
      <label>
        <span>{t('intake.round.until')}</span>
        <input
          type="date"
          value={round.pickupUntil}
          onChange={(event) => day(event.currentTarget.value, (pickupUntil) => onChange({ pickupUntil }))}
        />
      </label>
      <div title={t('intake.round.codeHint')}>
        <span>{t('intake.round.code')}</span>
        <CodeText code={round.roundCode} />
      </div>
    </fieldset>
  )
}
