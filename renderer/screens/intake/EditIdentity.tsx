import { useState } from 'react'
import { readPhone } from '../../../shared/intake/text/phoneText'
import type { HouseholdId } from '../../../shared/kernel/ids'
import { useDesk } from '../../commands/deskContext'
import { useWords } from '../../i18n/index'
import { notify } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { ActButton } from '../../ui/index'
import intake from './Intake.module.css'
import styles from './Orders.module.css'

/** Who a household is, put right; the household stays the same one, with its orders and bags. */
export function EditIdentity({ householdId, onDone }: { householdId: HouseholdId; onDone: () => void }) {
  const { t } = useWords()
  const desk = useDesk()
  const known = desk.point.people.get(householdId)
  const [name, setName] = useState(known?.name ?? '')
  const [phone, setPhone] = useState(known?.phone?.replace('x', '-') ?? '')
  const [address, setAddress] = useState(known?.address ?? '')
  const [note, setNote] = useState(known?.note ?? '')
  const reading = readPhone(phone)
  const badPhone = phone.trim() !== '' && !reading.ok
  const unless =
    name.trim() === '' ? t('intake.phone.needsName') : badPhone ? t('intake.phone.badPhone') : undefined
  const save = async () => {
    if (unless !== undefined) return
    const unsaved = await desk.keepPeople([
      {
        householdId,
        name: name.trim(),
        phone: reading.ok ? reading.phone : null,
        address: address.trim() || null,
        note: note.trim() || null,
        version: (known?.version ?? 0) + 1,
      },
    ])
    if (unsaved) {
      playSound('stop')
      notify({ tone: 'stop', title: t('refusals.title'), detail: t(`refusals.${unsaved}`) })
      return
    }
    playSound('ok')
    notify({ tone: 'ok', title: t('intake.orders.whoSaved') })
    onDone()
  }
  const field = (label: string, value: string, put: (text: string) => void, wrong = false) => (
    <label data-wrong={wrong}>
      <span>{label}</span>
      <input value={value} maxLength={200} onChange={(event) => put(event.currentTarget.value)} />
    </label>
  )
  return (
    <form
      className={styles['identityForm']}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      {field(t('intake.phone.name'), name, setName, name.trim() === '')}
      {field(badPhone ? t('intake.phone.badPhone') : t('intake.phone.phone'), phone, setPhone, badPhone)}
      {field(t('intake.phone.address'), address, setAddress)}
      {field(t('intake.phone.note'), note, setNote)}
      <div className={intake['rowActs']}>
        <ActButton size="small" weight="quiet" onAct={onDone}>
          {t('words.act.cancel')}
        </ActButton>
        <button type="submit" className={intake['submit']} disabled={unless !== undefined} title={unless}>
          {t('words.act.save')}
        </button>
      </div>
    </form>
  )
}
