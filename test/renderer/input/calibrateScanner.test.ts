import { expect, test } from 'vitest'
import { cutRecordings, proposeSettings } from '../../../renderer/input/calibrateScanner'
import { scanned, underIme } from './keyStrokes'

const five = (text: string, gapMs: number, suffix: string) =>
  [0, 1, 2, 3, 4].flatMap((i) => scanned(text, i * 3_000, gapMs, suffix))

test('five scans of a usual scanner propose its suffix and a gap with room to spare', () => {
  const { settings, doubts } = proposeSettings(cutRecordings(five('6901234567892', 12, 'Tab')))
  expect(settings).toMatchObject({ maxGapMs: 20, suffix: 'tab', minLength: 4, silenceMs: 60 })
  expect(doubts).toEqual([])
})

test('a slow wireless scanner gets more patience, and is told when it is slower than a hand', () => {
  expect(proposeSettings(cutRecordings(five('6901234567892', 30, 'Enter'))).settings.maxGapMs).toBe(45)
  expect(proposeSettings(cutRecordings(five('6901234567892', 70, ''))).doubts).toEqual(['too-slow'])
})

test('what is wrong with the recordings is named', () => {
  expect(proposeSettings([]).doubts).toEqual(['too-few'])
  const mixed = [...five('6901234567892', 5, 'Enter'), ...scanned('690123456789', 20_000, 5)]
  expect(proposeSettings(cutRecordings(mixed)).doubts).toEqual(['texts-differ'])
  expect(proposeSettings(cutRecordings(underIme(five('B0612', 5, 'Enter')))).doubts).toContain('ime-on')
})
