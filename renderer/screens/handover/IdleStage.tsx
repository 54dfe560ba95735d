import { type RefObject, useEffect, useRef, useState } from 'react'
import { useHashLocation } from 'wouter/use-hash-location'
import type { ScannedCode } from '../../../shared/intake/codes/scannedCode'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import type { Hit } from '../../queries/householdSearch'
import { useHouseholdSearch } from '../../queries/useHouseholdSearch'
import { useRound } from '../../queries/useLive'
import { openRound } from '../../session/useSession'
import { ActButton, BigHint, EmptyState, Icon, StatePanel } from '../../ui/index'
import { CounterSide } from './CounterSide'
import type { Counter } from './counter'
import type { CounterState } from './counterState'
import styles from './Handover.module.css'
import { RemarkPanel } from './RemarkPanel'
import { mostHits, SearchHits } from './SearchHits'
import { useTypedCode } from './useTypedCode'
import { useTypedSearch } from './useTypedSearch'

/** Long enough to read who took a bag; then the counter is idle again by itself. ms */
const remarkForMs = 15_000

/** Nobody stands here yet: scan, or type anything that finds a household. */
export function IdleStage({ counter, state }: { counter: Counter; state: CounterState }) {
  const { t } = useWords()
  const { fold } = useRound()
  const { query, chosen, remark } = state
  const box = useRef<HTMLInputElement>(null)
  const codeOf = useTypedCode()
  const hits = useHits(query, codeOf)
  const open = (hit: Hit | undefined) => hit && counter.open(hit.householdId, hit.by)
  const enter = () => {
    if (query === '') return
    const code = codeOf(query)
    if (code.kind === 'bag') void counter.takeBag(code.bagCode as Parameters<Counter['takeBag']>[0])
    else if (hits.length === 1) open(hits[0])
    else if (chosen !== null) open(hits[chosen])
    else counter.say(hits.length === 0 ? { kind: 'nobody', text: query } : { kind: 'choose' })
  }
  const step = (by: 1 | -1) => {
    const most = Math.min(hits.length, mostHits)
    if (most > 0) counter.look(query, ((chosen ?? (by === 1 ? -1 : 0)) + by + most) % most)
  }
  useTypedSearch(
    {
      query,
      onQuery: (next) => counter.look(next),
      // A complete tail that found several: a fifth digit chooses, a sixth shows that a longer number is meant.
      onDigit: (digit) => {
        if (!/^\d{4}$/.test(query) || hits.length < 2) return false
        if (chosen !== null) counter.look(`${query}${chosen + 1}${digit}`)
        else if (digit >= 1 && digit <= Math.min(hits.length, mostHits)) counter.look(query, digit - 1)
        else return false
        return true
      },
      onEnter: enter,
      onStep: step,
    },
    true,
  )
  useKeys('app', { openSearch: () => box.current?.focus() })
  useEffect(() => {
    if (remark === null || query !== '') return undefined
    const timer = setTimeout(() => counter.look(''), remarkForMs)
    return () => clearTimeout(timer)
  }, [counter, remark, query])
  const search = (
    <SearchBox box={box} query={query} onQuery={(next) => counter.look(next)} onEnter={enter} onStep={step} />
  )
  return (
    <div className={styles['idle']}>
      <section className={styles['idleMain']}>
        <Contested />
        {remark !== null && query === '' ? (
          <div className={styles['fill']}>
            <RemarkPanel remark={remark} size="stage">
              <RemarkActs counter={counter} state={state} />
            </RemarkPanel>
          </div>
        ) : query !== '' ? (
          <SearchHits hits={hits} query={query} chosen={chosen} onOpen={open} />
        ) : fold.memberCount('bags:on-shelf') === 0 && fold.memberCount('bags:handed-over') === 0 ? (
          <NothingShelved />
        ) : (
          <BigHint icon="scan" title={t('handover.idle.hint')} detail={t('handover.idle.detail')} />
        )}
        {search}
      </section>
      <CounterSide counter={counter} />
    </div>
  )
}

/** Those with bags on the shelf first: they are the ones who come. */
function useHits(query: string, codeOf: (text: string) => ScannedCode): readonly Hit[] {
  const { fold } = useRound()
  const search = useHouseholdSearch(fold)
  if (query === '') return []
  const waits = ({ householdId }: Hit) =>
    fold.members(`bags-of:${householdId}`).some((id) => fold.state('bag', id)?.status === 'on-shelf')
  const hits = search(codeOf(query))
  return [...hits.filter(waits), ...hits.filter((hit) => !waits(hit))]
}

function SearchBox(props: {
  box: RefObject<HTMLInputElement | null>
  query: string
  onQuery: (query: string) => void
  onEnter: () => void
  onStep: (by: 1 | -1) => void
}) {
  const { t } = useWords()
  const [composing, setComposing] = useState(false)
  return (
    <label className={styles['search']} data-filled={props.query !== ''}>
      <Icon name="search" size={26} />
      <input
        ref={props.box}
        value={props.query}
        placeholder={t('handover.idle.search')}
        aria-label={t('handover.idle.search')}
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        onChange={(event) => props.onQuery(event.currentTarget.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        onKeyDown={(event) => {
          if (composing || event.nativeEvent.isComposing) return
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
            props.onStep(event.key === 'ArrowDown' ? 1 : -1)
          else if (event.key !== 'Enter') return
          else {
            event.currentTarget.blur()
            props.onEnter()
          }
          event.preventDefault()
        }}
      />
      <kbd>F4</kbd>
    </label>
  )
}

function RemarkActs({ counter, state }: { counter: Counter; state: CounterState }) {
  const { t } = useWords()
  const [, go] = useHashLocation()
  const { remark } = state
  if (remark?.kind === 'already-handed')
    return (
      <ActButton onAct={() => counter.open(remark.householdId, 'bag-code')}>
        {t('handover.remark.openVisit')}
      </ActButton>
    )
  if (remark?.kind === 'other-round')
    return (
      <ActButton weight="main" onAct={() => openRound(remark.roundId)}>
        {t('handover.visit.toRound')}
      </ActButton>
    )
  if (remark?.kind === 'bag-not-shelved')
    return (
      <ActButton weight="main" keys="F3" onAct={() => go('/shelve')}>
        {t('handover.idle.toShelve')}
      </ActButton>
    )
  if (remark?.kind === 'contested')
    return <ActButton onAct={() => go('/discrepancies')}>{t('handover.idle.toDiscrepancies')}</ActButton>
  return null
}

function Contested() {
  const { t } = useWords()
  const { fold } = useRound()
  const [, go] = useHashLocation()
  const count = fold.memberCount('bags:contested')
  if (count === 0) return null
  return (
    <StatePanel tone="stop" size="band" title={t('handover.idle.contested', { count })}>
      <ActButton size="small" onAct={() => go('/discrepancies')}>
        {t('handover.idle.toDiscrepancies')}
      </ActButton>
    </StatePanel>
  )
}

function NothingShelved() {
  const { t } = useWords()
  const [, go] = useHashLocation()
  return (
    <div className={styles['fill']}>
      <EmptyState
        icon="shelve"
        title={t('handover.idle.nothingShelved')}
        detail={t('handover.idle.nothingShelvedDetail')}
        act={
          <ActButton weight="main" keys="F3" onAct={() => go('/shelve')}>
            {t('handover.idle.toShelve')}
          </ActButton>
        }
      />
    </div>
  )
}
