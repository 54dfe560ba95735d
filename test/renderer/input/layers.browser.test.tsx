import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { InputProvider } from '../../../renderer/input/InputProvider'
import { defaultScannerSettings } from '../../../renderer/input/scannerSettings'
import { useKeys } from '../../../renderer/input/useKeys'
import { useHeldScans, useScan, useWaitingScans } from '../../../renderer/input/useScan'
import { defaultCodeSettings } from '../../../shared/intake/codes/codeSettings'
import { pressesOf, pressKeys } from './realKeys'

let log: string[]
let openDialog: (open: boolean) => void
let hold: (held: boolean) => void
let showScreen: (name: string) => void
let close: () => void

function Dialog() {
  useKeys('dialog', { confirm: () => log.push('dialog confirm'), dismiss: () => openDialog(false) })
  return <p id="dialog">?</p>
}

function Screen({ name }: { name: string }) {
  useKeys('sorting', { putItem: () => log.push(`${name} put`) })
  useScan(({ text }) => {
    log.push(`${name} ${text}`)
  })
  return <p id={name}>{name}</p>
}

function Desk() {
  const [dialog, setDialog] = useState(false)
  const [held, setHeld] = useState(false)
  const [screen, setScreen] = useState('sort')
  openDialog = setDialog
  hold = setHeld
  showScreen = setScreen
  useHeldScans(held)
  useKeys('app', { undoLast: () => log.push('undo'), backToScan: () => log.push('back') })
  useScan(({ text }) => void log.push(`app ${text}`), { level: 'app' })
  return (
    <>
      {screen !== '' && <Screen key={screen} name={screen} />}
      {dialog && <Dialog />}
      <p id="state">{`${useWaitingScans()} ${dialog} ${held} ${screen}`}</p>
    </>
  )
}

const until = async (holds: () => boolean): Promise<void> => {
  const deadlineMs = performance.now() + 5_000
  while (!holds()) {
    if (performance.now() > deadlineMs) throw new Error(`never came true: ${holds}; ${log.join(', ')}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
const state = () => document.getElementById('state')?.textContent
const press = (key: string) => pressKeys([{ key, atMs: 0 }])

beforeEach(async () => {
  window.focus()
  log = []
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  const settings = { scanner: defaultScannerSettings, codes: defaultCodeSettings(2025) }
  root.render(
    <InputProvider settings={settings}>
      <Desk />
    </InputProvider>,
  )
  close = () => {
    root.unmount()
    place.remove()
  }
  await until(() => state() !== undefined && document.hasFocus())
})
afterEach(() => close())

test('an open dialog has Enter and Esc, the screen gets them back, F8 and scans go through', async () => {
  await press('Enter')
  openDialog(true)
  await until(() => state() === '0 true false sort')
  await press('Enter')
  await press('F8')
  await pressKeys(pressesOf('6901234567892', 5))
  await until(() => log.length === 4)
  await press('Escape')
  await until(() => state() === '0 false false sort')
  await press('Enter')
  await press('Escape')
  await until(() => log.length === 6)
  expect(log).toEqual(['sort put', 'dialog confirm', 'undo', 'sort 6901234567892', 'sort put', 'back'])
})

test('held scans wait in order and are counted, then all are answered', async () => {
  hold(true)
  await until(() => state() === '0 false true sort')
  for (const code of ['1111', '2222', '3333']) await pressKeys(pressesOf(code, 5))
  await until(() => state() === '3 false true sort')
  expect(log).toEqual([])
  hold(false)
  await until(() => state() === '0 false false sort')
  expect(log).toEqual(['sort 1111', 'sort 2222', 'sort 3333'])
})

test('a change of screens gives scans to the new one, none to the old, and to the app where no screen takes them', async () => {
  showScreen('receive')
  await until(() => state() === '0 false false receive')
  await pressKeys(pressesOf('1111', 5))
  await until(() => log.length === 1)
  showScreen('')
  await until(() => state() === '0 false false ')
  await pressKeys(pressesOf('2222', 5))
  await until(() => log.length === 2)
  expect(log).toEqual(['receive 1111', 'app 2222'])
})
