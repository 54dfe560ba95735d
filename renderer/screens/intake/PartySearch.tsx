import { useState } from 'react'
import { type Identity, maskAddress, maskName, maskPhone, phoneTailOf } from '../../../shared/domain/identity'
import { parseAddress } from '../../../shared/intake/text/addressText'
import { phoneInText, readPhone } from '../../../shared/intake/text/phoneText'
import { useWords } from '../../i18n/index'
import { usePoint } from '../../point/pointContext'
import { ActButton } from '../../ui/index'
import intake from './Intake.module.css'
import styles from './Orders.module.css'
import type { PhoneParty } from './usePhoneOrder'

const shown = 6

/** A tail, a name or a room finds who was here before; whoever is new is typed once: name, phone, room. */
export function PartySearch({ onParty }: { onParty: (party: PhoneParty) => void }) {
  const { t } = useWords()
  const { people } = usePoint()
  const [search, setSearch] = useState('')
  const [fresh, setFresh] = useState<{ name: string; phone: string; address: string } | null>(null)
  const found = search.trim() === '' ? [] : matching(people.all(), search).slice(0, shown)
  if (fresh !== null) return <FreshParty initial={fresh} onParty={onParty} onCancel={() => setFresh(null)} />
  const choose = (identity: Identity) => onParty({ kind: 'known', identity })
  const startFresh = () => setFresh(partyIn(search))
  return (
    <div className={styles['productSearch']}>
      <input
        // biome-ignore lint/a11y/noAutofocus: a phone order begins with who is calling
        autoFocus
        value={search}
        placeholder={t('intake.phone.whoHint')}
        aria-label={t('intake.phone.who')}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.ctrlKey) return
          const [first] = found
          if (first) choose(first)
          else if (search.trim() !== '') startFresh()
        }}
      />
      <ul>
        {found.map((identity, i) => (
          <li key={identity.householdId}>
            <button type="button" data-chosen={i === 0} onClick={() => choose(identity)}>
              <b>{maskName(identity.name)}</b>
              <span>{identity.phone && maskPhone(identity.phone)}</span>
              <span>{identity.address && maskAddress(identity.address)}</span>
            </button>
          </li>
        ))}
      </ul>
      {search.trim() !== '' && (
        <ActButton size="small" icon="plus" onAct={startFresh}>
          {t('intake.phone.newHousehold')}
        </ActButton>
      )}
    </div>
  )
}

function FreshParty(props: {
  initial: { name: string; phone: string; address: string }
  onParty: (party: PhoneParty) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const [party, setParty] = useState(props.initial)
  const reading = readPhone(party.phone)
  const badPhone = party.phone.trim() !== '' && !reading.ok
  const noName = party.name.trim() === ''
  const done = () => {
    if (badPhone || noName) return
    props.onParty({
      kind: 'fresh',
      name: party.name.trim(),
      phone: reading.ok ? reading.phone : null,
      address: party.address.trim() || null,
    })
  }
  const field = (key: 'name' | 'phone' | 'address', label: string, wrong: boolean) => (
    <label data-wrong={wrong}>
      <span>{label}</span>
      <input
        value={party[key]}
        // biome-ignore lint/a11y/noAutofocus: the first empty field of a household that was just asked for
        autoFocus={key === (props.initial.name === '' ? 'name' : 'phone')}
        maxLength={200}
        onChange={(event) => setParty({ ...party, [key]: event.currentTarget.value })}
      />
    </label>
  )
  return (
    <form
      className={styles['identityForm']}
      onSubmit={(event) => {
        event.preventDefault()
        done()
      }}
    >
      {field('name', noName ? t('intake.phone.needsName') : t('intake.phone.name'), noName)}
      {field('phone', badPhone ? t('intake.phone.badPhone') : t('intake.phone.phone'), badPhone)}
      {field('address', t('intake.phone.address'), false)}
      <div className={intake['rowActs']}>
        <ActButton size="small" weight="quiet" onAct={props.onCancel}>
          {t('words.act.cancel')}
        </ActButton>
        <button type="submit" className={intake['submit']} disabled={badPhone || noName}>
          {t('words.act.next')}
        </button>
      </div>
    </form>
  )
}

/** What was typed to search, put where it belongs: a number is the phone, a room the address. */
function partyIn(search: string): { name: string; phone: string; address: string } {
  const phone = phoneInText.exec(search)?.[0] ?? ''
  const rest = search.replace(phone, ' ').trim()
  const isRoom = parseAddress(rest) !== undefined
  const onlyDigits = /^\d+$/.test(rest)
  return { name: isRoom || onlyDigits ? '' : rest, phone, address: isRoom ? rest : '' }
}

function matching(people: readonly Identity[], search: string): readonly Identity[] {
  const text = search.normalize('NFKC').trim().toLowerCase()
  return people.filter(({ name, phone, address }) => {
    if (/^\d{3,}$/.test(text)) {
      if (text.length === 4 && phoneTailOf(phone) === text) return true
      if (text.length > 4 && (phone ?? '').includes(text)) return true
    }
    return (
      name.toLowerCase().includes(text) || (text.length > 1 && (address ?? '').toLowerCase().includes(text))
    )
  })
}
