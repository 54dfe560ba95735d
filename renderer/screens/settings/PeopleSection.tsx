import { useState } from 'react'
import { roles } from '../../../shared/domain/operator/roles'
import { idOf, type OperatorId } from '../../../shared/kernel/ids'
import { useDesk } from '../../commands/deskContext'
import { useWords } from '../../i18n/index'
import { choosable, namedByCentre } from '../../point/operators'
import { notify } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { ActButton, Panel, Tag } from '../../ui/index'
import { TextSetting } from './fields'
import styles from './Settings.module.css'
import { useSettings } from './useSettings'

/** Who uses this desk: add, rename, switch. Never removed here, for old entries name them; the centre may say who works. */
export function PeopleSection() {
  const desk = useDesk()
  const { t } = useWords()
  const { settings, change } = useSettings()
  const { operators, operatorId } = settings
  const byCentre = namedByCentre(operators)
  const [name, setName] = useState('')

  const isTaken = (wanted: string, except?: OperatorId) => {
    const taken = operators.some((one) => one.name === wanted && one.operatorId !== except)
    if (taken) {
      playSound('stop')
      notify({ tone: 'stop', title: t('settings.people.taken', { name: wanted }) })
    }
    return taken
  }
  const rename = (of: OperatorId, wanted: string) => {
    if (wanted === '' || isTaken(wanted, of)) return
    const next = operators.map((one) => (one.operatorId === of ? { ...one, name: wanted } : one))
    void change({ operators: next })
  }
  const add = () => {
    const wanted = name.trim()
    if (wanted === '' || isTaken(wanted)) return
    const fresh = { operatorId: idOf<OperatorId>(desk.newId()), name: wanted }
    void change({ operators: [...operators, fresh] }, t('settings.people.added', { name: wanted }))
    setName('')
  }
  return (
    <Panel title={t('settings.people.title')}>
      <p className={styles['note']}>{t('settings.people.note')}</p>
      {byCentre && <p className={styles['note']}>{t('settings.people.byCentre')}</p>}
      <ul className={styles['people']}>
        {choosable(settings).map((one) => (
          <li key={one.operatorId} data-current={one.operatorId === operatorId}>
            {one.role === undefined ? (
              <TextSetting
                label={t('settings.people.name')}
                value={one.name}
                maxLength={20}
                onKeep={(wanted) => rename(one.operatorId, wanted)}
              />
            ) : (
              <NamedByCentre name={one.name} role={one.role} />
            )}
            {one.operatorId === operatorId ? (
              <Tag tone="ok" icon="check">
                {t('settings.people.current')}
              </Tag>
            ) : (
              <ActButton
                icon="person"
                onAct={() =>
                  void change(
                    { operatorId: one.operatorId },
                    t('settings.people.switched', { name: one.name }),
                  )
                }
              >
                {t('settings.people.switch')}
              </ActButton>
            )}
          </li>
        ))}
      </ul>
      {!byCentre && (
        <form
          className={styles['add']}
          onSubmit={(event) => {
            event.preventDefault()
            add()
          }}
        >
          <input
            value={name}
            maxLength={20}
            placeholder={t('settings.people.name')}
            aria-label={t('settings.people.name')}
            onChange={(event) => setName(event.target.value)}
          />
          <ActButton icon="plus" onAct={add}>
            {t('settings.people.add')}
          </ActButton>
        </form>
      )}
    </Panel>
  )
}

function NamedByCentre({ name, role }: { name: string; role: string }) {
  const { t } = useWords()
  const known = roles.find((one) => one === role)
  return (
    <span className={styles['named']}>
      {name}
      {known && <Tag>{t(`settings.people.role.${known}`)}</Tag>}
    </span>
  )
}
