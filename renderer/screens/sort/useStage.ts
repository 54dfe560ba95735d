import { useState, useSyncExternalStore } from 'react'
import type { CodeScan } from '../../input/codeScan'
import { showScan } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import type { Said, SowStage, SowView } from './sowStage'

export interface Stage {
  readonly view: SowView
  /** What is on the stage at this moment, also inside one that runs on after a render. */
  now(): SowView
  show(stage: SowStage, said?: Said | null): void
  /** A line across the stage, with its sound; nothing was written. */
  say(said: Said, scan?: CodeScan): void
}

/** A store, as the scan line is one: both are painted together, never the answer before its slot. */
export function useStage(): Stage {
  const [kept] = useState(() => new KeptView())
  const view = useSyncExternalStore(kept.subscribe, kept.now)
  const say = (said: Said, scan?: CodeScan) => {
    if (said.tone === 'stop' || said.tone === 'attention') playSound(said.tone)
    kept.show(kept.now().stage, said)
    showScan({ text: scan?.text ?? '', did: said.title, tone: said.tone, undoable: false })
  }
  return { view, now: kept.now, show: kept.show, say }
}

class KeptView {
  private view: SowView = { stage: { at: 'idle' }, said: null }
  private readonly listeners = new Set<() => void>()

  now = (): SowView => this.view

  show = (stage: SowStage, said: Said | null = null): void => {
    this.view = { stage, said }
    for (const listener of this.listeners) listener()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}
