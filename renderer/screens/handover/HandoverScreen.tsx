import { currentRound } from '../../../shared/domain/round/currentRound'
import { useScan } from '../../input/useScan'
import { useRound } from '../../queries/useLive'
import { GoneStage } from './GoneStage'
import styles from './Handover.module.css'
import { IdleStage } from './IdleStage'
import { NotReady } from './NotReady'
import { useCounter } from './useCounter'
import { useCounterScan } from './useCounterScan'
import { VisitStage } from './VisitStage'

/** 取货: idle, a household in front of the counter, a second of green, idle again. */
export function HandoverScreen() {
  const { roundId } = useRound()
  // Another round begins with an empty counter.
  return <CounterOfRound key={roundId} />
}

function CounterOfRound() {
  const { fold, roundId } = useRound()
  const { counter, state } = useCounter()
  const takeCode = useCounterScan(counter)
  useScan((scan) => takeCode(scan.code, scan.text))
  const released = currentRound(fold)?.released ?? null
  const { stage } = state
  return (
    <div className={styles['counter']} data-at={stage.at}>
      {stage.at === 'visit' ? (
        <VisitStage counter={counter} state={state} visit={stage.visit} />
      ) : stage.at === 'gone' ? (
        <GoneStage counter={counter} stage={stage} />
      ) : released === null ? (
        <NotReady roundIsOpen={roundId !== null} />
      ) : (
        <IdleStage counter={counter} state={state} />
      )}
    </div>
  )
}
