import { type KeyboardEvent, memo } from 'react'
import { useWords } from '../../i18n/index'
import { Icon, Unseen } from '../../ui/index'
import { type RailStep, railSteps, type StepView } from './frameView'
import styles from './Rail.module.css'

/** 1 to 9, then 0: Alt with the digit goes there from any screen. */
export function digitOfStep(step: RailStep): string {
  return String((railSteps.indexOf(step) + 1) % 10)
}

/** The round's way, with what waits as a number and what is wrong as a mark. */
export function Rail(props: {
  steps: Readonly<Record<RailStep, StepView>>
  /** null while a page outside the way is open, such as the settings. */
  current: RailStep | null
  onStep: (step: RailStep) => void
}) {
  const { t } = useWords()
  return (
    <nav className={styles['rail']} aria-label={t('frame.rail.label')} onKeyDown={moveFocus}>
      <ol>
        {railSteps.map((step) => (
          <li key={step}>
            <Step step={step} current={props.current === step} onStep={props.onStep} {...props.steps[step]} />
          </li>
        ))}
      </ol>
    </nav>
  )
}

interface StepProps extends StepView {
  readonly step: RailStep
  readonly current: boolean
  readonly onStep: (step: RailStep) => void
}

/** Most entries change the number of one step: the others are not drawn anew. */
const Step = memo(function Step({ step, current, onStep, ...view }: StepProps) {
  const { t } = useWords()
  const digit = digitOfStep(step)
  return (
    <button
      type="button"
      className={styles['step']}
      data-finished={view.finished && !current}
      data-wrong={view.wrong}
      data-step={step}
      data-waiting={view.waiting}
      aria-current={current ? 'page' : undefined}
      aria-keyshortcuts={`Alt+${digit}`}
      title={`${t(`frame.rail.${step}`)} · Alt+${digit}`}
      onClick={() => onStep(step)}
    >
      <Icon name={step} />
      <span className={styles['words']}>{t(`frame.rail.${step}`)}</span>
      {view.wrong && (
        <span className={styles['wrong']}>
          !<Unseen>{t('frame.rail.wrong')}</Unseen>
        </span>
      )}
      {view.waiting > 0 && (
        <span className={styles['waiting']}>
          <span aria-hidden="true">{view.waiting > 999 ? '999+' : view.waiting}</span>
          <Unseen>{t('frame.rail.waiting', { n: view.waiting })}</Unseen>
        </span>
      )}
      {view.finished && view.waiting === 0 && !view.wrong && (
        <span className={styles['done']}>
          <Icon name="check" size={16} />
          <Unseen>{t('frame.rail.finished')}</Unseen>
        </span>
      )}
    </button>
  )
})

/** Arrows walk the rail once it has the focus. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (by === 0) return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.findIndex((button) => button.matches(':focus'))
  buttons[(at + by + buttons.length) % buttons.length]?.focus()
  event.preventDefault()
}
