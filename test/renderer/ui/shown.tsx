import type { ReactNode } from 'react'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { setLanguage, startLanguage } from '../../../renderer/i18n/index'
import { Appearance, type Look } from '../../../renderer/ui/index'

declare global {
  var IS_REACT_ACT_ENVIRONMENT: boolean
}
globalThis.IS_REACT_ACT_ENVIRONMENT = true
startLanguage('zh-CN')

let shown: { root: Root; host: HTMLElement } | undefined

/** Draws a piece in a language and a look, in the place of the one before. */
export async function show(piece: ReactNode, language: 'zh-CN' | 'en' = 'zh-CN', look: Look = 'light') {
  await clear()
  setLanguage(language)
  const host = document.body.appendChild(document.createElement('div'))
  host.id = 'root'
  const root = createRoot(host)
  shown = { root, host }
  await act(async () => root.render(<Appearance look={look}>{piece}</Appearance>))
  return {
    host,
    again: (next: ReactNode) => act(async () => root.render(<Appearance look={look}>{next}</Appearance>)),
  }
}

/** Barcodes draw once their code is there. */
export function drawnBarcodes(): Promise<void> {
  return act(async () => {
    await import('../../../renderer/ui/drawBarcode')
  })
}

export async function clear(): Promise<void> {
  const old = shown
  shown = undefined
  if (!old) return
  await act(async () => old.root.unmount())
  old.host.remove()
}

export function find(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`nothing on the screen is ${selector}`)
  return found
}

/** A key on what has the focus, as a keyboard sends it. */
export async function press(key: string): Promise<void> {
  await act(async () => {
    ;(document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
    )
  })
}

export async function click(selector: string): Promise<void> {
  await act(async () => find(selector).click())
}
