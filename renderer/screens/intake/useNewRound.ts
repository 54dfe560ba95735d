import { useMemo, useState } from 'react'
import { currentRound } from '../../../shared/domain/round/currentRound'
import { type OpenRound, usualPickup } from '../../../shared/domain/round/openRound'
import { roundCodeFor } from '../../../shared/domain/round/roundCode'
import { businessDayAt } from '../../../shared/kernel/businessDay'
import type { RoundId } from '../../../shared/kernel/ids'
import { useDesk } from '../../commands/deskContext'

/** The round that is about to open, as a person may still change it. */
export function useNewRound(
  roundId: RoundId,
  title: string,
): readonly [OpenRound, (change: Partial<OpenRound>) => void] {
  const desk = useDesk()
  const [change, setChange] = useState<Partial<OpenRound>>({})
  const fresh = useMemo(() => {
    const { picture } = desk.point
    const taken = picture.roundIds().flatMap((id) => {
      const fold = picture.round(id)
      return (fold && currentRound(fold)?.opened?.roundCode) ?? []
    })
    return {
      roundCode: roundCodeFor(roundId, new Set(taken)),
      ...usualPickup(businessDayAt(desk.nowMs())),
    }
  }, [desk, roundId])
  const round: OpenRound = { ...fresh, title, ...change }
  return [
    { ...round, title: round.title.trim() === '' ? title : round.title },
    (more) => setChange((before) => ({ ...before, ...more })),
  ]
}
