import { useState } from 'react'
import { useHashLocation } from 'wouter/use-hash-location'
import { currentRound } from '../../../shared/domain/round/currentRound'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { useScan } from '../../input/useScan'
import { useRound } from '../../queries/useLive'
import { ActButton, Meter, StatePanel } from '../../ui/index'
import { PaperPanel } from './PaperPanel'
import { ShelfAnswer } from './ShelfAnswer'
import { ShelfWall } from './ShelfWall'
import styles from './Shelve.module.css'
import { useShelving } from './useShelving'
import { useTypedPlace } from './useTypedPlace'
import { WaitingBags } from './WaitingBags'

/** 上架: bag and shelf, one scan each. */
export function ShelveScreen() {
  const { fold, roundId } = useRound()
  const released = (currentRound(fold)?.released ?? null) !== null
  return released ? <OpenShelves key={roundId} /> : <NotReleased roundIsOpen={roundId !== null} />
}

function OpenShelves() {
  const { t } = useWords()
  const { fold } = useRound()
  const { shelving, state } = useShelving()
  const [printing, setPrinting] = useState(false)
  useScan((scan) => shelving.take(scan.code, scan.text))
  useTypedPlace(shelving, state, !printing)
  useKeys('shelving', {
    confirmPlace: () => void shelving.confirm(),
    putDown: () => (printing ? setPrinting(false) : shelving.putDown()),
  })
  useKeys('app', { print: () => setPrinting(true) })
  const waiting = fold.memberCount('bags:closed')
  const shelved =
    fold.memberCount('bags:on-shelf') +
    fold.memberCount('bags:handed-over') +
    fold.memberCount('bags:contested')
  return (
    <div className={styles['screen']}>
      <section className={styles['main']}>
        <ShelfAnswer shelving={shelving} state={state} />
        <div className={styles['progress']}>
          <Meter n={shelved} total={shelved + waiting} label={t('shelve.title')} />
        </div>
        <WaitingBags shelving={shelving} hand={state.hand} />
      </section>
      <aside className={styles['side']}>
        {printing ? (
          <PaperPanel onClose={() => setPrinting(false)} />
        ) : (
          <ShelfWall
            openPlace={state.openShelf?.place ?? null}
            acts={
              <ActButton size="small" icon="print" keys="F6" onAct={() => setPrinting(true)}>
                {t('words.act.print')}
              </ActButton>
            }
          />
        )}
      </aside>
    </div>
  )
}

function NotReleased({ roundIsOpen }: { roundIsOpen: boolean }) {
  const { t } = useWords()
  const [, go] = useHashLocation()
  return (
    <div className={styles['blocked']}>
      {roundIsOpen ? (
        <StatePanel tone="attention" title={t('shelve.notReleased')} detail={t('shelve.notReleasedDetail')}>
          <ActButton size="large" weight="main" icon="balance" onAct={() => go('/balance')}>
            {t('shelve.toBalance')}
          </ActButton>
        </StatePanel>
      ) : (
        <StatePanel tone="info" title={t('shelve.noRound')} detail={t('refusals.round-unknown')} />
      )}
    </div>
  )
}
