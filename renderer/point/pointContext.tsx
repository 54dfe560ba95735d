import { createContext, type ReactNode, useContext, useEffect } from 'react'
import type { RoundId } from '../../shared/kernel/ids'
import type { LivePoint } from './livePoint'

const PointContext = createContext<LivePoint | null>(null)
const OpenRoundContext = createContext<RoundId | null>(null)

interface PointProviderProps {
  readonly point: LivePoint
  readonly openRound: RoundId | null
  /** A closed round could not be read back from the disk. */
  onUnread(roundId: RoundId): void
  readonly children: ReactNode
}

export function PointProvider({ point, openRound, onUnread, children }: PointProviderProps) {
  // A round that left memory is looked at again: without this it would look empty.
  useEffect(() => {
    if (openRound !== null) void point.bringBack(openRound).catch(() => onUnread(openRound))
  }, [point, openRound, onUnread])
  return (
    <PointContext value={point}>
      <OpenRoundContext value={openRound}>{children}</OpenRoundContext>
    </PointContext>
  )
}

export function usePoint(): LivePoint {
  const point = useContext(PointContext)
  if (point === null) throw new Error('no point around this component')
  return point
}

/** The round the desk works on; null before there is one. */
export function useOpenRound(): RoundId | null {
  return useContext(OpenRoundContext)
}
