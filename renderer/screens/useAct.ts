import { useCallback } from 'react'
import type { Decide } from '../../shared/domain/decide'
import type { RoundId } from '../../shared/kernel/ids'
import type { Answer, Scope } from '../commands/desk'
import { useDesk } from '../commands/deskContext'
import { useWords } from '../i18n/index'
import { useOpenRound } from '../point/pointContext'
import { notify } from '../session/useSession'
import { playSound } from '../sound/playSound'

export interface Act {
  /** Runs a rule on the open round. A refusal is said in words and by sound; the answer comes after the disk. */
  act<Args>(decide: Decide<Args>, args: Args, how?: { readonly quiet?: boolean }): Promise<Answer>
  /** 撤销 by name. */
  undo(answer: Answer, reason?: string): Promise<Answer>
  /** F8: takes back the last thing done at this desk. */
  undoLast(): Promise<Answer | undefined>
}

/** The one way a screen makes something happen. */
export function useAct(): Act {
  const desk = useDesk()
  const { t } = useWords()
  const openRound = useOpenRound()
  const scope: Scope = openRound ?? 'site'

  const say = useCallback(
    (answer: Answer, quiet = false): Answer => {
      if (answer.ok || quiet) return answer
      playSound('stop')
      notify({ tone: 'stop', title: t('refusals.title'), detail: t(`refusals.${answer.refusal}`) })
      return answer
    },
    [t],
  )
  const undoFacts = useCallback(
    async (round: RoundId | 'site', factIds: Parameters<typeof desk.undo>[1], reason: string) =>
      say(await desk.undo(round, factIds, reason)),
    [desk, say],
  )
  return {
    act: async (decide, args, how) => say(await desk.run(scope, decide, args), how?.quiet),
    undo: async (answer, reason = t('words.act.undo')) =>
      // Another round may have been opened since.
      answer.ok ? undoFacts(answer.entries[0]?.roundId ?? 'site', answer.factIds, reason) : answer,
    undoLast: async () => {
      const answer = await desk.undoLast(t('words.act.undo'))
      if (answer?.ok) playSound('attention')
      return answer && say(answer)
    },
  }
}
