import { useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Fold } from '../../../shared/domain/fold/fold'
import { useDesk } from '../../commands/deskContext'
import { useWords } from '../../i18n/index'
import { useOpenRound, usePoint } from '../../point/pointContext'
import { showScan } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { useAct } from '../useAct'
import { useWho } from '../useWho'
import { Counter, type CounterDesk } from './counter'
import type { CounterState } from './counterState'
import { remarkSound } from './remarkSound'
import { remarkWords, type Speech } from './remarkWords'

/** The counter of this window, wired to the desk; a new one for another round. */
export function useCounter(): { readonly counter: Counter; readonly state: CounterState } {
  const latest = useLatestDesk()
  const [counter] = useState(
    () =>
      new Counter({
        fold: () => latest.current.fold(),
        otherRounds: () => latest.current.otherRounds(),
        nowMs: () => latest.current.nowMs(),
        newId: () => latest.current.newId(),
        run: (decide, args) => latest.current.run(decide, args),
        undo: (factIds, reason) => latest.current.undo(factIds, reason),
        say: (remark, scanned) => latest.current.say(remark, scanned),
      }),
  )
  return { counter, state: useSyncExternalStore(counter.subscribe, counter.now) }
}

export function useSpeech(): Speech {
  return { ...useWords(), whoOf: useWho() }
}

function useLatestDesk(): { readonly current: CounterDesk } {
  const desk = useDesk()
  const point = usePoint()
  const roundId = useOpenRound()
  const { act } = useAct()
  const speech = useSpeech()
  const counterDesk: CounterDesk = {
    fold: () => (roundId === null ? undefined : point.picture.round(roundId)) ?? new Fold(),
    otherRounds: () =>
      point
        .rounds()
        .filter((round) => round.closedAt === null && round.roundId !== roundId)
        .flatMap(({ roundId: id, title }) => {
          const fold = point.picture.round(id)
          return fold ? [{ roundId: id, title, fold }] : []
        }),
    nowMs: () => desk.nowMs(),
    newId: () => desk.newId(),
    run: (decide, args) => act(decide, args, { quiet: true }),
    undo: (factIds, reason) => desk.undo(roundId ?? 'site', factIds, reason),
    say: (remark, scanned) => {
      const sound = remarkSound(remark)
      if (sound !== null) playSound(sound)
      if (scanned === null) return
      const { tone, title } = remarkWords(remark, speech)
      const undoable =
        remark.kind === 'handed' || remark.kind === 'all-handed' || remark.kind === 'money-left'
      showScan({ text: scanned, did: title, tone, undoable })
    },
  }
  const latest = useRef(counterDesk)
  useLayoutEffect(() => {
    latest.current = counterDesk
  })
  return latest
}
