import { type RefObject, useRef, useState } from 'react'
import type { CodeScan } from '../../input/codeScan'
import { showScan } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import type { Said, SowStage, SowView } from './sowStage'

export interface Stage {
  readonly view: SowView
  /** What is on the stage at this moment, also inside one that runs on after a render. */
  readonly now: RefObject<SowView>
  show(stage: SowStage, said?: Said | null): void
  /** A line across the stage, with its sound; nothing was written. */
  say(said: Said, scan?: CodeScan): void
}

export function useStage(): Stage {
  const [view, setView] = useState<SowView>({ stage: { at: 'idle' }, said: null })
  const now = useRef(view)
  const show = (stage: SowStage, said: Said | null = null) => {
    now.current = { stage, said }
    setView(now.current)
  }
  const say = (said: Said, scan?: CodeScan) => {
    if (said.tone === 'stop' || said.tone === 'attention') playSound(said.tone)
    show(now.current.stage, said)
    showScan({ text: scan?.text ?? '', did: said.title, tone: said.tone, undoable: false })
  }
  return { view, now, show, say }
}
