import { createContext, useContext, useEffect, useState } from 'react'
import type { DesktopBridge } from '../../shared/contract/desktopBridge'

type AskHost = DesktopBridge['host']
export type Host = Awaited<ReturnType<AskHost>>

/** What this desk runs in; wired where the desk is composed. */
export const HostContext = createContext<AskHost | null>(null)

/** Undefined until the machine has answered. */
export function useHost(): Host | undefined {
  const ask = useContext(HostContext)
  const [host, setHost] = useState<Host>()
  useEffect(() => {
    let gone = false
    void ask?.().then((answer) => !gone && setHost(answer))
    return () => {
      gone = true
    }
  }, [ask])
  return host
}
