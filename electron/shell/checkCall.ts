import { type BridgeCall, bridgeCalls } from '../../shared/contract/desktopBridge'
import { isOurs } from './origin'

/** Who sent a message, as far as Electron tells. */
export interface Asker {
  readonly url: string
  readonly isMainFrame: boolean
}

export type CheckedCall =
  | { readonly ok: true; readonly args: unknown[] }
  | { readonly ok: false; readonly because: string }

export const channelOf = (call: BridgeCall): string => `desk:${call}`

/** Lets a call through only from our own page's main frame, and only with what the bridge promises. */
export function checkCall(
  call: BridgeCall,
  asker: Asker | undefined,
  given: readonly unknown[],
): CheckedCall {
  if (!asker?.isMainFrame || !isOurs(asker.url)) return { ok: false, because: 'not-our-page' }
  const parsed = bridgeCalls[call].takes.safeParse(given)
  return parsed.success ? { ok: true, args: parsed.data } : { ok: false, because: 'not-what-was-promised' }
}
