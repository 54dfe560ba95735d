import { useState } from 'react'
import { useHashLocation } from 'wouter/use-hash-location'
import type { OpenRound } from '../../../shared/domain/round/openRound'
import { type TakenIn, type TakingPlace, takeIn } from '../../../shared/intake/import/takeIn'
import type { Desk } from '../../commands/desk'
import { useDesk } from '../../commands/deskContext'
import type { NotSaved } from '../../commands/notSaved'
import { useWords } from '../../i18n/index'
import { keepList } from '../../point/importDrafts'
import { openRound as lookAtRound, notify } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import type { Importing } from './importing'
import { listToKeep } from './listToKeep'

export interface TakingIn {
  readonly done: number
  readonly total: number
}

/** Takes the preview into the round and says what came of it. */
export function useTakeIn(importing: Importing): {
  readonly progress: TakingIn | null
  readonly run: (open: OpenRound) => Promise<void>
} {
  const desk = useDesk()
  const { t } = useWords()
  const [, go] = useHashLocation()
  const [progress, setProgress] = useState<TakingIn | null>(null)
  const say = (taken: Extract<TakenIn<NotSaved>, { ok: true }>, undo: () => void) => {
    const parts = [
      taken.placed > 0 && t('intake.taken.placed', { count: taken.placed }),
      taken.changed > 0 && t('intake.taken.changed', { n: taken.changed }),
      taken.cancelled > 0 && t('intake.taken.cancelled', { n: taken.cancelled }),
      taken.listed > 0 && t('intake.taken.listed', { count: taken.listed }),
      taken.deliveries > 0 && t('intake.taken.deliveries', { count: taken.deliveries }),
    ].filter((part) => part !== false)
    playSound('done')
    notify({ tone: 'ok', title: t('intake.taken.title'), detail: parts.join(' · '), undo })
  }
  const run = async (open: OpenRound): Promise<void> => {
    const { state } = importing
    if (state?.proposal?.status !== 'read' || progress !== null) return
    const { roundId, proposal, cancelling } = { ...state, proposal: state.proposal }
    setProgress({ done: 0, total: proposal.orders.length })
    try {
      const taken = await takeIn(
        placeOf(desk),
        {
          ...{ roundId, open, cancelling },
          ...{ orders: proposal.orders, products: proposal.products, announced: proposal.announced },
          reason: t('intake.taken.reason'),
          unnamedSupplier: t('intake.delivery.noSupplier'),
        },
        (done, total) => setProgress({ done, total }),
      )
      if (!taken.ok) {
        playSound('stop')
        notify({ tone: 'stop', title: t('refusals.title'), detail: t(`refusals.${taken.refusal}`) })
        return
      }
      lookAtRound(roundId)
      go('/intake')
      const list = listToKeep(proposal, cancelling, desk.nowMs())
      if (list) await keepList(desk.point.local, roundId, list)
      say(taken, () => void desk.undo(roundId, taken.factIds, t('words.act.undo')))
      importing.change({ cancelling: [] })
      await importing.settle()
    } finally {
      setProgress(null)
    }
  }
  return { progress, run }
}

function placeOf(desk: Desk): TakingPlace<NotSaved> {
  return {
    round: (roundId) => desk.point.picture.round(roundId),
    keepPeople: (decide) => desk.keepPeople(decide),
    run: (roundId, decide, args) => desk.run(roundId, decide, args),
    newId: () => desk.newId(),
    breathe: () => new Promise((resolve) => setTimeout(resolve, 0)),
  }
}
