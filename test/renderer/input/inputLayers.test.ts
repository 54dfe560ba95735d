import { expect, test } from 'vitest'
import { bindings, boundKeys, keyOf, refuseDoubleKeys } from '../../../renderer/input/bindings'
import { createInputLayers, type InputLayer } from '../../../renderer/input/inputLayers'
import { routeKey } from '../../../renderer/input/keyRouter'
import { createTypedNumber, numberOf } from '../../../renderer/input/typedNumber'
import { stroke } from './keyStrokes'

function layer(name: string, level: InputLayer['level'], keys: readonly string[], log: string[]): InputLayer {
  const bound = new Map(keys.map((key) => [key, () => log.push(`${name} ${key}`)]))
  return { name, level, keys: () => bound }
}

test('a dialog answers Enter and Esc while it is open, and the screen again after', () => {
  const log: string[] = []
  const layers = createInputLayers()
  layers.push(layer('screen', 'screen', ['Enter', 'n'], log))
  layers.push(layer('app', 'app', ['Escape', 'F8'], log))
  const close = layers.push({ ...layer('dialog', 'dialog', ['Enter'], log), blocks: true })
  for (const key of ['Enter', 'n', 'Escape', 'F8']) layers.keyRun(key)?.()
  expect(log).toEqual(['dialog Enter', 'app F8'])
  close()
  close()
  for (const key of ['Enter', 'n', 'Escape']) layers.keyRun(key)?.()
  expect(log.slice(2)).toEqual(['screen Enter', 'screen n', 'app Escape'])
})

test('closing the lower of two dialogs leaves the upper one its keys', () => {
  const log: string[] = []
  const layers = createInputLayers()
  layers.push(layer('screen', 'screen', ['Enter'], log))
  const lower = layers.push({ ...layer('lower', 'dialog', ['Enter'], log), blocks: true })
  const upper = layers.push({ ...layer('upper', 'dialog', ['Enter'], log), blocks: true })
  lower()
  layers.keyRun('Enter')?.()
  upper()
  layers.keyRun('Enter')?.()
  expect(log).toEqual(['upper Enter', 'screen Enter'])
})

test('a scan goes to the top-most layer that takes scans, or waits if one holds it', () => {
  const layers = createInputLayers()
  expect(layers.scanHandler()).toBeUndefined()
  const onScan = () => undefined
  layers.push({ name: 'screen', level: 'screen', onScan })
  const close = layers.push({ name: 'dialog', level: 'dialog', blocks: true })
  expect(layers.scanHandler()).toBe(onScan)
  const release = layers.push({ name: 'ask', level: 'dialog', holdsScans: true })
  expect(layers.scanHandler()).toBe('hold')
  release()
  close()
  expect(layers.scanHandler()).toBe(onScan)
})

test('a key that stands twice in one layer stops the app from starting', () => {
  expect(() => refuseDoubleKeys(bindings)).not.toThrow()
  const twice = [
    { key: 'F8', layer: 'app', run: 'undoLast' },
    { key: 'F8', layer: 'app', run: 'print' },
  ] as const
  expect(() => refuseDoubleKeys(twice)).toThrow('F8')
})

test('the table knows only its own commands', () => {
  expect(keyOf('app', 'undoLast')).toBe('F8')
  const keys = boundKeys('sorting', { putItem: () => undefined, markShort: () => undefined })
  expect([...keys.keys()]).toEqual(['Enter', 's'])
  // @ts-expect-error a screen cannot bind a command of another layer
  boundKeys('sorting', { takePayment: () => undefined })
})

test('in a text field plain keys belong to the field, function keys and Esc to the app', () => {
  const log: string[] = []
  const layers = createInputLayers()
  layers.push(layer('all', 'app', ['F8', 'Escape', 'Enter', 'n', 'ctrl+l'], log))
  const typed = createTypedNumber()
  const press = (key: string, more = {}) =>
    routeKey(stroke(key, 0, { target: 'text', ...more }), layers, typed)
  expect([press('n'), press('Enter'), press('5')]).toEqual([false, false, false])
  expect([press('F8'), press('Escape'), press('l', { ctrl: true })]).toEqual([true, true, true])
  expect(press('c', { ctrl: true })).toBe(false)
  expect(press('Process', { code: 'KeyN', ime: true })).toBe(false)
  expect(log).toEqual(['all F8', 'all Escape', 'all ctrl+l'])
})

test('Enter on a focused button belongs to the button, letters still to the task', () => {
  const log: string[] = []
  const layers = createInputLayers()
  layers.push(layer('screen', 'screen', ['Enter', 'n'], log))
  const typed = createTypedNumber()
  expect(routeKey(stroke('Enter', 0, { target: 'control' }), layers, typed)).toBe(false)
  expect(routeKey(stroke('N', 0, { target: 'control', shift: true }), layers, typed)).toBe(true)
  // A ticked check box keeps the focus; Enter goes on with the task, Space unticks.
  expect(routeKey(stroke('Enter', 0, { target: 'choice' }), layers, typed)).toBe(true)
  expect(routeKey(stroke(' ', 0, { target: 'choice' }), layers, typed)).toBe(false)
  expect(routeKey(stroke('Enter', 0, { repeat: true }), layers, typed)).toBe(false)
  expect(log).toEqual(['screen n', 'screen Enter'])
})

test('digits typed without a field make a number where the open screen wants one', () => {
  const layers = createInputLayers()
  const typed = createTypedNumber()
  const type = (keys: string) => [...keys].map((key) => routeKey(stroke(key, 0), layers, typed))
  expect(type('5')).toEqual([false])
  const close = layers.push({ name: 'digits', level: 'screen', digits: true })
  expect(type('12.5')).toEqual([true, true, true, true])
  routeKey(stroke('Backspace', 0), layers, typed)
  expect(typed.text()).toBe('12.')
  expect(numberOf(typed.take())).toBe(12)
  expect(typed.text()).toBe('')
  layers.push({ name: 'dialog', level: 'dialog', blocks: true })
  expect(type('5')).toEqual([false])
  close()
})
