import { useHashLocation } from 'wouter/use-hash-location'
import { closeCompleteBags, completeOpenBags } from '../../../shared/domain/sorting/closeCompleteBags'
import { type Unfinished, unfinishedHouseholds } from '../../../shared/domain/sorting/householdProgress'
import type { SortingObstacle } from '../../../shared/domain/sorting/sortingObstacle'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { showScan } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { ActButton, EmptyState, SidePanel } from '../../ui/index'
import { useAct } from '../useAct'
import styles from './Bags.module.css'
import { useProductText } from './productText'

/** Longer lists are not read; what is done shortens them. */
const mostShown = 60

const wayOf = {
  'product-unknown': '/intake',
  'not-received': '/receive',
  'receiving-unfinished': '/receive',
  'not-allocated': '/allocate',
} as const

/** Who is not packed yet and why; bags that only wait to be closed are closed at one press. */
export function UnfinishedPanel(props: { onOpen: (slot: number) => void; onClose: () => void }) {
  const { t } = useWords()
  const { fold } = useRound()
  const { act } = useAct()
  const [, go] = useHashLocation()
  const complete = completeOpenBags(fold).length
  const all = unfinishedHouseholds(fold)
  const obstacles = new Set(all.flatMap(({ waitsFor }) => waitsFor.flatMap(({ obstacle }) => obstacle ?? [])))
  const closeAll = async () => {
    const answer = await act(closeCompleteBags, {})
    if (!answer.ok) return
    playSound('done')
    const did = t('sort.unfinished.closed', { count: answer.factIds.length })
    showScan({ text: did, did: '', tone: 'ok', undoable: true })
  }
  return (
    <SidePanel title={t('sort.unfinished.title', { count: all.length })} onClose={props.onClose}>
      {complete > 0 && (
        <ActButton weight="main" icon="lock" wide onAct={() => void closeAll()}>
          {t('sort.unfinished.closeAll', { count: complete })}
        </ActButton>
      )}
      {[...obstacles].map((obstacle) => (
        <ActButton key={obstacle} size="small" onAct={() => go(wayOf[obstacle])}>
          {t(`sort.unfinished.way.${obstacle}`)}
        </ActButton>
      ))}
      {all.length === 0 && <EmptyState icon="check" title={t('sort.unfinished.none')} />}
      <ul className={styles['list']}>
        {all.slice(0, mostShown).map((household) => (
          <Row key={household.slot} household={household} onOpen={props.onOpen} />
        ))}
      </ul>
      {all.length > mostShown && <p>{t('sort.unfinished.more', { count: all.length - mostShown })}</p>}
    </SidePanel>
  )
}

function Row({ household, onOpen }: { household: Unfinished; onOpen: (slot: number) => void }) {
  const { t } = useWords()
  const nameOf = useProductText()
  const { slot, waitsFor, unweighed, onlyOpen } = household
  const why = (obstacle: SortingObstacle | null) =>
    obstacle === null ? '' : ` · ${t(`sort.unfinished.because.${obstacle}`)}`
  const shown = waitsFor.slice(0, 3)
  return (
    <li>
      <b>{slot}</b>
      <span>
        {shown.map(({ productId, left, obstacle }) => (
          <span key={productId}>
            {nameOf(productId).name} ×{left}
            <small>{why(obstacle)}</small>
          </span>
        ))}
        {waitsFor.length > shown.length && (
          <small>{t('sort.unfinished.moreLines', { count: waitsFor.length - shown.length })}</small>
        )}
        {unweighed > 0 && <span>{t('sort.unfinished.unweighed')}</span>}
        {waitsFor.length === 0 && onlyOpen && <span>{t('sort.unfinished.onlyOpen')}</span>}
      </span>
      <ActButton size="small" onAct={() => onOpen(slot)}>
        {t('words.act.open')}
      </ActButton>
    </li>
  )
}
