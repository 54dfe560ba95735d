import { useSyncExternalStore } from 'react'
import { Fold } from '../../shared/domain/fold/fold'
import type { RoundId } from '../../shared/kernel/ids'
import type { DeskSettings } from '../point/deskSettings'
import type { LivePoint } from '../point/livePoint'
import { useOpenRound, usePoint } from '../point/pointContext'

/** Answers from the folded picture, anew after every entry. Keep `ask` cheap: it runs on each render. */
export function useLive<T>(ask: (point: LivePoint) => T): T {
  const point = usePoint()
  useSyncExternalStore(point.subscribeScreen, () => point.version)
  return ask(point)
}

/** This device's settings. Renders anew when they change, and not with every entry. */
export function useDeskSettings(): DeskSettings {
  const point = usePoint()
  return useSyncExternalStore(point.subscribeScreen, () => point.settings)
}

const noRound = new Fold()

/** The open round's fold, kept live; an empty one before there is a round. */
export function useRound(): { readonly roundId: RoundId | null; readonly fold: Fold; readonly site: Fold } {
  const roundId = useOpenRound()
  return useLive(({ picture }) => ({
    roundId,
    fold: (roundId === null ? undefined : picture.round(roundId)) ?? noRound,
    site: picture.site,
  }))
}
