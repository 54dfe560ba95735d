import { useState } from 'react'
import type { ReadProposal } from '../../../shared/intake/import/importProposal'
import { useWords } from '../../i18n/index'
import { ActButton, Panel } from '../../ui/index'
import type { Importing, ImportState } from './importing'
import styles from './Preview.module.css'

/** A text of names and numbers alone does not say what was ordered: said once, it holds for every line. */
export function WhatWasOrdered(props: { importing: Importing; state: ImportState; proposal: ReadProposal }) {
  const { t } = useWords()
  const { importing, state, proposal } = props
  const [name, setName] = useState(state.defaultItem ?? '')
  const missing = proposal.held.some(({ problems }) => problems.some(({ code }) => code === 'item-missing'))
  if (proposal.kind !== 'text' || (!missing && state.defaultItem === null)) return null
  const put = () => importing.change({ defaultItem: name.trim() === '' ? null : name.trim() })
  return (
    <Panel title={t('intake.defaultItem.title')}>
      <form
        className={styles['candidates']}
        onSubmit={(event) => {
          event.preventDefault()
          put()
        }}
      >
        <input
          value={name}
          maxLength={60}
          placeholder={t('intake.defaultItem.hint')}
          aria-label={t('intake.defaultItem.title')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <ActButton size="small" onAct={put}>
          {t('words.act.confirm')}
        </ActButton>
      </form>
    </Panel>
  )
}
