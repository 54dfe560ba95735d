import { useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import type { CodeScan } from '../../../renderer/input/codeScan'
import { InputProvider } from '../../../renderer/input/InputProvider'
import { defaultScannerSettings, type ScannerSettings } from '../../../renderer/input/scannerSettings'
import { useKeys } from '../../../renderer/input/useKeys'
import { useScan } from '../../../renderer/input/useScan'
import { useTypedNumber } from '../../../renderer/input/useTypedNumber'
import { defaultCodeSettings } from '../../../shared/intake/codes/codeSettings'

/** What the desk under test saw, in order. */
export type Seen = { scans: CodeScan[]; keys: string[]; changes: string[]; clicks: number; submits: number }

export type Desk = {
  readonly seen: Seen
  readonly field: (id: string) => HTMLInputElement
  /** Until the condition holds; fails after five seconds. */
  readonly until: (holds: () => boolean) => Promise<void>
  readonly close: () => void
}

function Fields({ seen, answer }: { seen: Seen; answer: (scan: CodeScan) => void | Promise<void> }) {
  const [name, setName] = useState('旧')
  const [note, setNote] = useState('')
  const number = useTypedNumber()
  useScan((scan) => {
    seen.scans.push(scan)
    return answer(scan)
  })
  useKeys('app', {
    undoLast: () => seen.keys.push('undoLast'),
    backToScan: () => seen.keys.push('backToScan'),
  })
  useKeys('sorting', {
    putItem: () => seen.keys.push(`putItem ${number.take() ?? '-'}`),
    markShort: () => seen.keys.push('markShort'),
  })
  const change = (set: (value: string) => void) => (event: { currentTarget: { value: string } }) => {
    seen.changes.push(event.currentTarget.value)
    set(event.currentTarget.value)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        seen.submits++
      }}
    >
      <input id="controlled" aria-label="name" value={name} onChange={change(setName)} />
      <p id="shown">{name}</p>
      <input id="loose" aria-label="loose" defaultValue="abcdef" />
      <input id="amount" aria-label="amount" type="number" defaultValue="7" />
      <textarea id="note" aria-label="note" value={note} onChange={change(setNote)} />
      <select id="choice" aria-label="choice" defaultValue="x">
        <option value="x">x</option>
        <option value="6">6</option>
        <option value="b">B0</option>
      </select>
      <button id="button" type="button" onClick={() => seen.clicks++}>
        button
      </button>
      <button type="submit">submit</button>
      <p id="number">{number.text}</p>
    </form>
  )
}

export async function openDesk(
  answer: (scan: CodeScan) => void | Promise<void> = () => undefined,
  scanner: Partial<ScannerSettings> = {},
): Promise<Desk> {
  const seen: Seen = { scans: [], keys: [], changes: [], clicks: 0, submits: 0 }
  const place = document.body.appendChild(document.createElement('div'))
  const root: Root = createRoot(place)
  const settings = { scanner: { ...defaultScannerSettings, ...scanner }, codes: defaultCodeSettings(2025) }
  root.render(
    <InputProvider settings={settings}>
      <Fields seen={seen} answer={answer} />
    </InputProvider>,
  )
  const until = async (holds: () => boolean): Promise<void> => {
    const deadlineMs = performance.now() + 5_000
    while (!holds()) {
      if (performance.now() > deadlineMs)
        throw new Error(`never came true: ${holds}; seen ${JSON.stringify(seen)}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  await until(() => document.getElementById('number') !== null)
  const field = (id: string): HTMLInputElement => {
    const element = document.getElementById(id)
    if (!(element instanceof HTMLElement)) throw new Error(`no field ${id}`)
    return element as HTMLInputElement
  }
  const close = (): void => {
    root.unmount()
    place.remove()
  }
  return { seen, field, until, close }
}
