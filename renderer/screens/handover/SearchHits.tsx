import { visitOf } from '../../../shared/domain/handover/visitOf'
import { maskAddress, maskName, phoneTailOf } from '../../../shared/domain/identity'
import type { HouseholdId } from '../../../shared/kernel/ids'
import { useWords } from '../../i18n/index'
import { usePoint } from '../../point/pointContext'
import type { Hit } from '../../queries/householdSearch'
import { useRound } from '../../queries/useLive'
import { EmptyState, SlotNumber, Tag, ZoneTag } from '../../ui/index'
import styles from './Handover.module.css'

/** More than a person can compare at a glance are not listed: type a little more. */
export const mostHits = 6

export function SearchHits(props: {
  hits: readonly Hit[]
  query: string
  chosen: number | null
  onOpen: (hit: Hit) => void
}) {
  const { t } = useWords()
  const { hits, query, chosen } = props
  if (hits.length === 0)
    return (
      <div className={styles['fill']}>
        <EmptyState
          icon="search"
          title={t('handover.search.nobody', { text: query })}
          detail={t('handover.search.nobodyDetail')}
        />
      </div>
    )
  const sayHow = hits.some(({ by }) => by !== hits[0]?.by)
  const head =
    hits.length === 1 ? t('handover.search.foundOne') : t('handover.search.found', { n: hits.length })
  return (
    <div className={styles['hits']}>
      <p className={styles['hitsHead']} role="status">
        <b>{head}</b>
        {hits.length > 1 && <span>{t('handover.search.choose')}</span>}
      </p>
      <ol>
        {hits.slice(0, mostHits).map((hit, i) => (
          <li key={hit.householdId}>
            <button
              type="button"
              data-chosen={chosen === i || hits.length === 1}
              aria-current={chosen === i}
              onClick={() => props.onOpen(hit)}
            >
              <kbd>{hits.length === 1 ? '↵' : i + 1}</kbd>
              <HitWords hit={hit} sayHow={sayHow} />
            </button>
          </li>
        ))}
      </ol>
      {hits.length > mostHits && <p>{t('handover.search.more', { n: hits.length - mostHits })}</p>}
    </div>
  )
}

function HitWords({ hit, sayHow }: { hit: Hit; sayHow: boolean }) {
  const { t } = useWords()
  const { fold } = useRound()
  const who = useMasked(hit.householdId)
  const visit = visitOf(fold, hit.householdId)
  const zones = [...new Set(visit?.bags.filter((bag) => bag.status === 'on-shelf').map(({ zone }) => zone))]
  const standing =
    visit === undefined || visit.bags.length === 0
      ? t('handover.search.nothing')
      : visit.onShelf.length > 0
        ? t('handover.search.waiting', { count: visit.onShelf.length })
        : t('handover.search.gone')
  return (
    <>
      <SlotNumber slot={visit?.slot ?? '–'} size="card" />
      <span className={styles['hitWho']}>
        <b>{who.name}</b>
        <span>
          {[who.address, who.tail && t('handover.search.tail', { tail: who.tail })]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <span className={styles['hitStanding']}>
        <span>{standing}</span>
        <span className={styles['hitTags']}>
          {zones.map((zone) => (
            <ZoneTag key={zone} zone={zone} />
          ))}
          {sayHow && <Tag>{t(`handover.search.by.${hit.by}`)}</Tag>}
        </span>
      </span>
    </>
  )
}

/** As little as tells two households apart. */
export function useMasked(householdId: HouseholdId): { name: string; address: string; tail: string } {
  const point = usePoint()
  const identity = point.people.get(householdId)
  return {
    name: identity ? maskName(identity.name) : String(householdId),
    address: identity?.address ? maskAddress(identity.address) : '',
    tail: phoneTailOf(identity?.phone ?? null) ?? '',
  }
}
