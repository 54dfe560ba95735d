import { useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Fold } from '../../../shared/domain/fold/fold'
import { useWords } from '../../i18n/index'
import { useOpenRound, usePoint } from '../../point/pointContext'
import { showScan } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { useAct } from '../useAct'
import { Shelving, type ShelvingDesk } from './shelving'
import type { ShelvingState } from './shelvingState'
import { shelvingSound, shelvingWords } from './shelvingWords'

/** Shelving in this window, wired to the desk. */
export function useShelving(): { readonly shelving: Shelving; readonly state: ShelvingState } {
  const point = usePoint()
  const roundId = useOpenRound()
  const { act } = useAct()
  const { t } = useWords()
  const desk: ShelvingDesk = {
    fold: () => (roundId === null ? undefined : point.picture.round(roundId)) ?? new Fold(),
    otherRoundOf: (bagId) =>
      point
        .rounds()
        .find(
          (round) =>
            round.roundId !== roundId && point.picture.round(round.roundId)?.state('bag', bagId)?.bag,
        )?.title,
    run: (decide, args) => act(decide, args, { quiet: true }),
    say: (remark, scanned) => {
      const sound = shelvingSound(remark)
      if (sound !== null) playSound(sound)
      if (scanned === null) return
      const { tone, title } = shelvingWords(remark, t)
      showScan({ text: scanned, did: title, tone, undoable: remark.kind === 'shelved' })
    },
  }
  const latest = useRef(desk)
  useLayoutEffect(() => {
    latest.current = desk
  })
  const [shelving] = useState(
    () =>
      new Shelving({
        fold: () => latest.current.fold(),
        otherRoundOf: (bagId) => latest.current.otherRoundOf(bagId),
        run: (decide, args) => latest.current.run(decide, args),
        say: (remark, scanned) => latest.current.say(remark, scanned),
      }),
  )
  return { shelving, state: useSyncExternalStore(shelving.subscribe, shelving.now) }
}
