import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useWords } from '../i18n/index'
import { ActButton } from './ActButton'
import { Icon } from './Icon'
import styles from './SidePanel.module.css'

/** Opens beside the work, never over it: scanning goes on. Esc closes it from inside. */
export function SidePanel(props: {
  title: ReactNode
  onClose: () => void
  children: ReactNode
  foot?: ReactNode
  wide?: boolean
}) {
  const { t } = useWords()
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    props.onClose()
  }
  return (
    <aside className={styles['side']} data-wide={props.wide === true} onKeyDown={onKeyDown}>
      <header>
        <h2>{props.title}</h2>
        <button type="button" onClick={props.onClose} aria-label={t('words.act.closePanel')}>
          <Icon name="close" />
        </button>
      </header>
      <div className={styles['body']}>{props.children}</div>
      {props.foot !== undefined && <footer>{props.foot}</footer>}
    </aside>
  )
}

/** A question in the place it is about. With `needsReason`, it cannot be confirmed without one. */
export function InlineConfirm(props: {
  question: ReactNode
  confirm: string
  onConfirm: (reason: string) => void
  onCancel: () => void
  needsReason?: boolean
  /** Ready reasons to choose with one press. */
  reasons?: readonly string[]
  /** One of the ready reasons, and none in other words. */
  onlyReasons?: boolean
  weight?: 'main' | 'stop'
}) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  const missing = props.needsReason === true && reason.trim() === ''
  const confirm = (): void => {
    if (!missing) props.onConfirm(reason.trim())
  }
  return (
    <form
      className={styles['confirm']}
      onSubmit={(event) => {
        event.preventDefault()
        confirm()
      }}
    >
      <p>{props.question}</p>
      {props.reasons && (
        <div className={styles['reasons']}>
          {props.reasons.map((ready) => (
            <button
              type="button"
              key={ready}
              aria-pressed={reason === ready}
              onClick={() => setReason(ready)}
            >
              {ready}
            </button>
          ))}
        </div>
      )}
      {props.needsReason && !props.onlyReasons && (
        <input
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          placeholder={t('words.reasonHint')}
          aria-label={t('words.reason')}
          maxLength={200}
        />
      )}
      <div className={styles['acts']}>
        <ActButton onAct={props.onCancel} weight="quiet">
          {t('words.act.cancel')}
        </ActButton>
        <ActButton
          onAct={confirm}
          weight={props.weight ?? 'main'}
          unless={missing ? t('words.reasonHint') : undefined}
        >
          {props.confirm}
        </ActButton>
      </div>
    </form>
  )
}
