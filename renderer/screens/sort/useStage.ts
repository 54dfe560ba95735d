import { useState } from 'react'
import { createStore, useStore } from 'zustand'
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
  const [store] = useState(() => createStore<SowView>(() => ({ stage: { at: 'idle' }, said: null })))
  const show = (stage: SowStage, said: Said | null = null) => store.setState({ stage, said })
  const say = (said: Said, scan?: CodeScan) => {
    if (said.tone === 'stop' || said.tone === 'attention') playSound(said.tone)
    show(store.getState().stage, said)
    showScan({ text: scan?.text ?? '', did: said.title, tone: said.tone, undoable: false })
  }
  return { view: useStore(store), now: store.getState, show, say }
}
