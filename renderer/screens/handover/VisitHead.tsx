import { receivers } from '../../../shared/domain/facts'
import type { Visit } from '../../../shared/domain/handover/visitOf'
import { maskAddress, maskName, phoneTailOf } from '../../../shared/domain/identity'
import { listText } from '../../i18n/format'
import { type Translate, useWords } from '../../i18n/index'
import { usePoint } from '../../point/pointContext'
import { KeyHint, MaskedText, Tag } from '../../ui/index'
import { RevealReasons } from '../RevealReasons'
import type { Reveal } from '../useReveal'
import type { Counter } from './counter'
import type { OpenVisit, Remark } from './counterState'
import styles from './Handover.module.css'
import { remarkWords } from './remarkWords'
import { useSpeech } from './useCounter'

interface VisitHeadProps {
  readonly counter: Counter
  readonly visit: OpenVisit
  readonly seen: Visit
  readonly remark: Remark | null
  readonly reveal: Reveal
}

/** The one big thing of a visit: how far it is, in colour, number and words; and who it is, masked. */
export function VisitHead({ counter, visit, seen, remark, reveal }: VisitHeadProps) {
  const { t } = useWords()
  const speech = useSpeech()
  const left = seen.onShelf.length
  // While a form is open nothing was just said; what is owed still is.
  const owed: Remark | null =
    left === 0 && seen.money.dueFen > 0 ? { kind: 'money-left', fen: seen.money.dueFen } : null
  const said = remark ?? owed
  const words = said === null ? null : remarkWords(said, speech)
  const gone = seen.bags.filter((bag) => bag.handovers.length > 0).length
  const places = placesToFetch(seen, t)
  // Where the other bags stand is the next act; a trouble has its own.
  const fetching = left > 0 && (remark === null || remark.kind === 'handed' || remark.kind === 'opened')
  return (
    <section className={styles['head']} data-tone={words?.tone ?? 'info'}>
      <div className={styles['headSlot']}>
        <small>{t('terms.slot')}</small>
        <b>{seen.slot ?? '–'}</b>
      </div>
      <div className={styles['headWho']}>
        <Who householdId={visit.householdId} reveal={reveal} />
        <p>
          {t('handover.visit.code')} <b>{seen.pickupCode ?? t('handover.visit.noCode')}</b>
        </p>
        <Receivers counter={counter} visit={visit} />
      </div>
      <div className={styles['headSaid']} role={words?.tone === 'stop' ? 'alert' : 'status'}>
        <b>{words?.title ?? t('handover.visit.left', { count: left })}</b>
        <span>
          {fetching && places !== ''
            ? t('handover.visit.fetch', { places })
            : (words?.detail ?? t('handover.visit.allGone'))}
        </span>
        {seen.fulfilment !== 'pickup' && (
          <Tag tone="attention">{t(`handover.visit.fulfilment.${seen.fulfilment}`)}</Tag>
        )}
      </div>
      <div
        className={styles['headCount']}
        title={t('handover.visit.progress', { n: gone, total: seen.bags.length })}
      >
        <b>
          {gone}
          <small>/{seen.bags.length}</small>
        </b>
      </div>
    </section>
  )
}

/** Where the bags stand that are still to be fetched: 'A-2 ×2, F-1'. */
function placesToFetch(seen: Visit, t: Translate): string {
  const counts = new Map<string, number>()
  for (const bag of seen.bags)
    if (bag.status === 'on-shelf' && bag.place !== null)
      counts.set(bag.place, (counts.get(bag.place) ?? 0) + 1)
  const places = [...counts].map(([place, n]) => (n > 1 ? `${place} ×${n}` : place))
  return listText(places, t)
}

function Who({ householdId, reveal }: Pick<OpenVisit, 'householdId'> & Pick<VisitHeadProps, 'reveal'>) {
  const { t } = useWords()
  const identity = usePoint().people.get(householdId)
  const open = reveal.reason !== null
  if (!identity) return <h1>{householdId}</h1>
  const address = identity.address ?? ''
  const tail = phoneTailOf(identity.phone)
  return (
    <>
      <h1>
        <MaskedText
          masked={maskName(identity.name)}
          full={open ? identity.name : undefined}
          onReveal={() => void reveal.show('verify')}
          onMask={reveal.mask}
        />
        <KeyHint keys="V" />
      </h1>
      <p>
        {open
          ? [address, identity.phone].filter(Boolean).join(' · ')
          : [address && maskAddress(address), tail && t('handover.visit.tail', { tail })]
              .filter(Boolean)
              .join(' · ')}
      </p>
      <RevealReasons reveal={reveal} />
    </>
  )
}

function Receivers({ counter, visit }: Pick<VisitHeadProps, 'counter' | 'visit'>) {
  const { t } = useWords()
  return (
    <fieldset className={styles['receivers']}>
      <legend>{t('handover.visit.receiver')}</legend>
      {receivers.map((receiver) => (
        <button
          type="button"
          key={receiver}
          aria-pressed={visit.receiver === receiver}
          onClick={() => counter.nextReceiver(receiver)}
        >
          {t(`terms.receiver.${receiver}`)}
        </button>
      ))}
      <KeyHint keys="G" />
    </fieldset>
  )
}
