import { expect, test, vi } from 'vitest'
import { answerScan } from '../../../renderer/input/answerScan'
import type { CodeScan } from '../../../renderer/input/codeScan'
import { createInputLayers, type ScanAnswer } from '../../../renderer/input/inputLayers'

const scan: CodeScan = {
  text: '6901234567892',
  atMs: 0,
  endMs: 20,
  ended: 'suffix',
  ime: false,
  code: { kind: 'retail', gtin: '6901234567892', raw: '6901234567892' },
  typedBefore: '',
}

function counter() {
  const layers = createInputLayers()
  const took: string[] = []
  const screen = (name: string, answer?: ScanAnswer) =>
    layers.push({
      name,
      level: 'screen',
      onScan: () => {
        took.push(name)
        return answer
      },
    })
  return { layers, took, screen }
}

test('what a screen passes on goes to the layer below, and what nobody takes is told', async () => {
  const { layers, took, screen } = counter()
  screen('today', 'pass')
  expect(await answerScan(scan, layers)).toBe(false)
  layers.push({ name: 'app', level: 'app', onScan: () => void took.push('app') })
  expect(await answerScan(scan, layers)).toBe(true)
  expect(took).toEqual(['today', 'today', 'app'])
})

test('a scan that opens another screen is answered there, without a second scan', async () => {
  const { layers, took, screen } = counter()
  const leave = screen('today', 'pass')
  layers.push({
    name: 'app',
    level: 'app',
    onScan: () => {
      setTimeout(() => {
        leave()
        screen('sort')
      }, 5)
      return 'again'
    },
  })
  expect(await answerScan(scan, layers)).toBe(true)
  expect(took).toEqual(['today', 'sort'])
})

test('a screen that takes no scans, or does not want this one, leaves it untaken and not silent', async () => {
  vi.useFakeTimers()
  try {
    const { layers, took, screen } = counter()
    let asked = 0
    layers.push({
      name: 'app',
      level: 'app',
      onScan: () => {
        asked += 1
        return 'again'
      },
    })
    const answered = answerScan(scan, layers)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(await answered).toBe(false)
    const passedOn = answerScan(scan, layers)
    await vi.advanceTimersByTimeAsync(10)
    screen('shelve', 'pass')
    await vi.advanceTimersByTimeAsync(10)
    expect(await passedOn).toBe(false)
    expect([asked, took]).toEqual([2, ['shelve']])
  } finally {
    vi.useRealTimers()
  }
})
