import { useEffect, useRef, useState } from 'react'
import { type Identity, sameWords } from '../../../shared/domain/identity'
import { readPhone } from '../../../shared/intake/text/phoneText'
import type { HouseholdId } from '../../../shared/kernel/ids'
import { useDesk } from '../../commands/deskContext'
import { useWords } from '../../i18n/index'
import { notify } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { ActButton, StatePanel } from '../../ui/index'
import intake from './Intake.module.css'
import styles from './Orders.module.css'

interface Fields {
  readonly name: string
  readonly phone: string
  readonly address: string
  readonly note: string
}

const fieldsOf = (known: Identity | undefined): Fields => ({
  name: known?.name ?? '',
  phone: known?.phone?.replace('x', '-') ?? '',
  address: known?.address ?? '',
  note: known?.note ?? '',
})

/** Who a household is, put right; the household stays the same one, with its orders and bags. */
export function EditIdentity({ householdId, onDone }: { householdId: HouseholdId; onDone: () => void }) {
  const { t } = useWords()
  const desk = useDesk()
  const people = desk.point.people
  /** What the person at this desk has seen of the household; an edit is made upon that and nothing else. */
  const [seen, setSeen] = useState(() => people.get(householdId))
  const [fields, setFields] = useState(() => fieldsOf(seen))
  const [meanwhile, setMeanwhile] = useState<Identity | null>(null)
  const { name, phone, address, note } = fields
  const reading = readPhone(phone)
  const badPhone = phone.trim() !== '' && !reading.ok
  const unless =
    name.trim() === '' ? t('intake.phone.needsName') : badPhone ? t('intake.phone.badPhone') : undefined
  const save = async (upon: Identity | undefined) => {
    if (unless !== undefined) return
    const unsaved = await desk.keepPeople((known) => {
      const there = known(householdId)
      if (!sameWords(there, upon)) return there ? 'edited-meanwhile' : 'erased-meanwhile'
      const version = (there?.version ?? 0) + 1
      const words = { name: name.trim(), address: address.trim() || null, note: note.trim() || null }
      return [{ householdId, version, ...words, phone: reading.ok ? reading.phone : null }]
    })
    if (unsaved) {
      playSound('stop')
      if (unsaved === 'edited-meanwhile') setMeanwhile(people.get(householdId) ?? null)
      else notify({ tone: 'stop', title: t('refusals.title'), detail: t(`refusals.${unsaved}`) })
      return
    }
    playSound('ok')
    notify({ tone: 'ok', title: t('intake.orders.whoSaved') })
    onDone()
  }
  const settle = (take: 'theirs' | 'mine', there: Identity) => {
    setSeen(there)
    setMeanwhile(null)
    if (take === 'theirs') setFields(fieldsOf(there))
    else void save(there)
  }
  const field = (of: keyof Fields, label: string, wrong = false) => (
    <label data-wrong={wrong}>
      <span>{label}</span>
      <input
        value={fields[of]}
        maxLength={200}
        onChange={(event) => setFields({ ...fields, [of]: event.currentTarget.value })}
      />
    </label>
  )
  return (
    <form
      className={styles['identityForm']}
      onSubmit={(event) => {
        event.preventDefault()
        void save(seen)
      }}
    >
      {meanwhile !== null && <Meanwhile there={meanwhile} onSettle={settle} />}
      {field('name', t('intake.phone.name'), name.trim() === '')}
      {field('phone', badPhone ? t('intake.phone.badPhone') : t('intake.phone.phone'), badPhone)}
      {field('address', t('intake.phone.address'))}
      {field('note', t('intake.phone.note'))}
      <div className={intake['rowActs']}>
        <ActButton size="small" weight="quiet" onAct={onDone}>
          {t('words.act.cancel')}
        </ActButton>
        <button
          type="submit"
          className={intake['submit']}
          disabled={unless !== undefined || meanwhile !== null}
          title={unless}
        >
          {t('words.act.save')}
        </button>
      </div>
    </form>
  )
}

/** Another desk was faster: nothing is overwritten before a person has seen it. */
function Meanwhile(props: { there: Identity; onSettle: (take: 'theirs' | 'mine', there: Identity) => void }) {
  const { t } = useWords()
  const { there, onSettle } = props
  const words = [there.name, there.phone, there.address, there.note].filter(Boolean).join(' · ')
  const band = useRef<HTMLDivElement>(null)
  useEffect(() => band.current?.scrollIntoView({ block: 'nearest' }), [])
  return (
    <div className={styles['meanwhile']} ref={band}>
      <StatePanel size="band" tone="attention" title={t('intake.orders.meanwhile.title')} detail={words} />
      <div className={intake['rowActs']}>
        <ActButton size="small" onAct={() => onSettle('theirs', there)}>
          {t('intake.orders.meanwhile.theirs')}
        </ActButton>
        <ActButton size="small" onAct={() => onSettle('mine', there)}>
          {t('intake.orders.meanwhile.mine')}
        </ActButton>
      </div>
    </div>
  )
}
