import { useHashLocation } from 'wouter/use-hash-location'
import { proposedPlace } from '../../../shared/domain/bag/shelves'
import type { BagId } from '../../../shared/kernel/ids'
import { useWords } from '../../i18n/index'
import { useHouseholdText } from '../../queries/useHouseholdText'
import { useRound } from '../../queries/useLive'
import { ActButton, BigHint, EmptyState, StatePanel, ZoneTag } from '../../ui/index'
import styles from './Shelve.module.css'
import type { Shelving } from './shelving'
import type { ShelvingRemark, ShelvingState } from './shelvingState'
import { shelvingWords } from './shelvingWords'

/** The one big thing of the screen: where the bag in hand goes, or where it went. */
export function ShelfAnswer({ shelving, state }: { shelving: Shelving; state: ShelvingState }) {
  const { t } = useWords()
  const { hand, openShelf, remark, typed } = state
  return (
    <div className={styles['answer']}>
      {openShelf && (
        <div className={styles['openShelf']} data-tone="info" role="status">
          <b>{t('shelve.openShelf.title', { place: openShelf.place })}</b>
          <span>{t('shelve.openShelf.put', { count: openShelf.put })}</span>
          {hand === null && (
            <ActButton size="small" keys="Esc" onAct={() => shelving.putDown()}>
              {t('shelve.openShelf.end')}
            </ActButton>
          )}
        </div>
      )}
      {hand !== null ? (
        <InHand bagId={hand} typed={typed} shelving={shelving} remark={remark} />
      ) : typed !== '' ? (
        <Typed typed={typed} />
      ) : remark?.kind === 'shelved' ? (
        <Shelved remark={remark} />
      ) : remark !== null && remark.kind !== 'shelf-open' ? (
        <Said remark={remark} />
      ) : openShelf ? (
        <ShelfOpen place={openShelf.place} />
      ) : (
        <Idle />
      )}
    </div>
  )
}

function InHand(props: { bagId: BagId; typed: string; shelving: Shelving; remark: ShelvingRemark | null }) {
  const { bagId, typed, shelving, remark } = props
  const { t } = useWords()
  const { fold } = useRound()
  const textOf = useHouseholdText()
  const bag = fold.state('bag', bagId)
  const proposal = proposedPlace(fold, bagId)
  if (!bag?.bag || !proposal) return null
  const { slot, zone, householdId } = bag.bag
  const trouble = remark !== null && remark.kind !== 'in-hand' && remark.kind !== 'shelved'
  return (
    <section className={styles['big']} data-tone={trouble ? 'attention' : 'info'} role="status">
      <div className={styles['bigSlot']}>
        <small>{t('terms.slot')}</small>
        <b>{slot}</b>
      </div>
      <div className={styles['bigPlace']}>
        <small>{t('shelve.hand.to')}</small>
        <b>{typed === '' ? proposal.place : `${typed}▏`}</b>
      </div>
      <div className={styles['bigWords']}>
        <span className={styles['bigWho']}>
          <ZoneTag zone={zone} size="large" /> {textOf(fold.householdOf(householdId))}
        </span>
        {trouble ? (
          <strong>{shelvingWords(remark, t).title}</strong>
        ) : (
          <span>
            {typed === ''
              ? t(`shelve.hand.because.${proposal.because}`, { zone: t(`terms.zone.${zone}`) })
              : t('shelve.hand.typed')}
            {bag.place !== null && ` · ${t('shelve.hand.now', { place: bag.place })}`}
          </span>
        )}
        <span className={styles['bigActs']}>
          <ActButton weight="main" keys="Enter" onAct={() => void shelving.confirm()}>
            {t('shelve.hand.accept')}
          </ActButton>
          <span>{t('shelve.hand.or')}</span>
        </span>
      </div>
    </section>
  )
}

function Shelved({ remark }: { remark: Extract<ShelvingRemark, { kind: 'shelved' }> }) {
  const { t } = useWords()
  const { tone, detail } = shelvingWords(remark, t)
  return (
    <section className={styles['big']} data-tone={tone} role="status">
      <div className={styles['bigSlot']}>
        <small>{t('terms.slot')}</small>
        <b>{remark.slot}</b>
      </div>
      <div className={styles['bigPlace']}>
        <small>{t('terms.shelfPlace')}</small>
        <b>{remark.place}</b>
      </div>
      <div className={styles['bigCode']}>
        <small>{t('shelve.shelved.code')}</small>
        <b>{remark.pickupCode}</b>
      </div>
      {detail !== '' && <div className={styles['bigWords']}>{detail}</div>}
    </section>
  )
}

function ShelfOpen({ place }: { place: string }) {
  const { t } = useWords()
  return (
    <section className={styles['big']} data-tone="info" role="status">
      <div className={styles['bigPlace']}>
        <small>{t('terms.shelfPlace')}</small>
        <b>{place}</b>
      </div>
      <div className={styles['bigWords']}>{t('shelve.remark.shelfOpen', { place })}</div>
    </section>
  )
}

function Typed({ typed }: { typed: string }) {
  const { t } = useWords()
  return (
    <section className={styles['big']} data-tone="info" role="status">
      <div className={styles['bigPlace']}>
        <small>{t('terms.shelfPlace')}</small>
        <b>{`${typed}▏`}</b>
      </div>
    </section>
  )
}

function Said({ remark }: { remark: ShelvingRemark }) {
  const { t } = useWords()
  const { tone, title, detail } = shelvingWords(remark, t)
  return <StatePanel tone={tone} title={title} {...(detail === '' ? {} : { detail })} />
}

function Idle() {
  const { t } = useWords()
  const { fold } = useRound()
  const [, go] = useHashLocation()
  const waiting = fold.memberCount('bags:closed')
  const shelved = fold.memberCount('bags:on-shelf')
  if (waiting > 0)
    return <BigHint icon="shelve" title={t('shelve.idle.hint')} detail={t('shelve.idle.detail')} />
  if (shelved === 0 && fold.memberCount('bags:handed-over') === 0)
    return (
      <EmptyState
        icon="bag"
        title={t('shelve.idle.nothing')}
        detail={t('shelve.idle.nothingDetail')}
        act={<ActButton onAct={() => go('/sort')}>{t('shelve.idle.toSort')}</ActButton>}
      />
    )
  return (
    <BigHint icon="check" title={t('shelve.idle.done')} detail={t('shelve.idle.doneDetail')}>
      <ActButton size="large" weight="main" keys="F2" onAct={() => go('/handover')}>
        {t('shelve.idle.toHandover')}
      </ActButton>
    </BigHint>
  )
}
