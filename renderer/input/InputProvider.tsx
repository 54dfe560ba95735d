import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import type { CodeScan } from './codeScan'
import { createInput, type InputSettings } from './createInput'
import { watchTyping } from './halfTyped'
import { InputContext } from './inputContext'

export type InputProviderProps = {
  readonly settings: InputSettings
  readonly onUnclaimedScan?: (scan: CodeScan) => void
  /** Default: the browser's own error report. */
  readonly onFault?: (fault: unknown, scan: CodeScan) => void
  readonly children: ReactNode
}

/** Installs the one key listener of the window. Put it once, around everything. */
export function InputProvider({ children, ...props }: InputProviderProps) {
  const latest = useRef(props)
  useLayoutEffect(() => {
    latest.current = props
  })
  const [input] = useState(() =>
    createInput({
      settings: () => latest.current.settings,
      onUnclaimedScan: (scan) => latest.current.onUnclaimedScan?.(scan),
      onFault: (fault, scan) =>
        latest.current.onFault ? latest.current.onFault(fault, scan) : reportError(fault),
    }),
  )
  useLayoutEffect(() => input.listen(window), [input])
  useLayoutEffect(() => watchTyping(document), [])
  return <InputContext value={input}>{children}</InputContext>
}
