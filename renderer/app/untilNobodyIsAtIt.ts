import type { Workplace } from '../commands/workplace'
import type { SyncAmbient } from '../sync/syncAmbient'

/** Nothing written and nothing received for so long, ms: between two households it is less. */
const quietMs = 60_000

/** Resolves once nobody works at this desk: the page may be loaded anew and takes nothing from anybody's hands. */
export async function untilNobodyIsAtIt(
  { subscribePictures }: Pick<Workplace, 'subscribePictures'>,
  { steadyMs, wait }: Pick<SyncAmbient, 'steadyMs' | 'wait'>,
): Promise<void> {
  let busyMs = steadyMs()
  const forget = subscribePictures(() => {
    busyMs = steadyMs()
  })
  while (steadyMs() - busyMs < quietMs || isTyping()) await wait(5_000)
  forget()
}

function isTyping(): boolean {
  const at = document.activeElement
  return (at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement) && at.value !== ''
}
