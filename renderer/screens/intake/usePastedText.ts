import { useEffect, useRef } from 'react'

/** Text or a table pasted anywhere on the screen but into a field. */
export function usePastedText(onText: (text: string) => void): void {
  const latest = useRef(onText)
  useEffect(() => {
    latest.current = onText
  })
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const { target } = event
      if (target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"]'))
        return
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (text.trim() === '') return
      event.preventDefault()
      latest.current(text)
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [])
}
