import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KeyStroke } from '../../../renderer/input/keyStroke'
import { createScanAssembler, type Scan, type Verdict } from '../../../renderer/input/scanAssembler'
import { defaultScannerSettings, type ScannerSettings } from '../../../renderer/input/scannerSettings'
import { scanned, stroke, underIme } from './keyStrokes'

/** Plays keys as a page would, waking at silence, and keeps what came out in order. */
function play(strokes: readonly KeyStroke[], settings: Partial<ScannerSettings> = {}) {
  const assembler = createScanAssembler(() => ({ ...defaultScannerSettings, ...settings }))
  const out: { scans: Scan[]; human: string[]; pageGot: string[]; confirmed: number } = {
    scans: [],
    human: [],
    pageGot: [],
    confirmed: 0,
  }
  const take = (verdict: Verdict): void => {
    out.human.push(...verdict.late.map(({ key }) => key))
    if (verdict.scan) out.scans.push(verdict.scan)
    if (verdict.now) out.human.push(verdict.now.key)
    if (verdict.confirmed) out.confirmed++
  }
  for (const one of strokes) {
    const wake = assembler.wakeAtMs()
    if (wake !== undefined && wake < one.atMs) take(assembler.tick(wake))
    const verdict = assembler.key(one)
    take(verdict)
    if (!verdict.swallow) out.pageGot.push(one.key)
  }
  const wake = assembler.wakeAtMs()
  if (wake !== undefined) take(assembler.tick(wake))
  return out
}
const texts = (strokes: readonly KeyStroke[], settings?: Partial<ScannerSettings>) =>
  play(strokes, settings).scans.map(({ text }) => text)

describe('a scanner', () => {
  test.each([0, 1, 5, 15, 30, 34])('is known at %i ms between keys', (gapMs) => {
    const out = play(scanned('6901234567892', 1000, gapMs))
    expect(out.scans).toMatchObject([{ text: '6901234567892', ended: 'suffix', ime: false }])
    expect(out.human).toEqual([])
    expect(out.pageGot).toEqual(['6', '9', '0'])
  })

  test('with Tab for suffix, with none, with a line feed after the return', () => {
    expect(texts(scanned('6901234567892', 0, 5, 'Tab'))).toEqual(['6901234567892'])
    expect(play(scanned('6901234567892', 0, 5, '')).scans).toMatchObject([{ ended: 'silence' }])
    const twoEnds = [...scanned('6901234567892', 0, 5), stroke('Enter', 70)]
    expect(play(twoEnds).human).toEqual([])
    const ctrlEnds = [
      ...scanned('6901234567892', 0, 5, ''),
      stroke('m', 65, { ctrl: true }),
      stroke('j', 70, { ctrl: true }),
    ]
    expect(play(ctrlEnds).scans.map(({ text }) => text)).toEqual(['6901234567892'])
  })

  test('with a suffix that comes late still does not press a button', () => {
    const out = play([...scanned('6901234567892', 0, 5, ''), stroke('Enter', 60 + 100)])
    expect(out.scans).toHaveLength(1)
    expect(out.pageGot).toEqual(['6', '9', '0'])
    expect(out.human).toEqual([])
  })

  test('that holds Shift for capitals is not slowed down by it', () => {
    const strokes = [...'B0612'].flatMap((key, i) => [
      stroke('Shift', i * 40, { shift: true }),
      stroke(key, i * 40 + 20, { shift: true }),
    ])
    expect(texts([...strokes, stroke('Enter', 200)])).toEqual(['B0612'])
  })

  test('that sends the word Shift inside a code is not damaged', () => {
    expect(texts(scanned('ALTShiftControl', 0, 4))).toEqual(['ALTShiftControl'])
  })

  test('with a prefix has it cut off', () => {
    expect(texts(scanned('~~B061', 0, 4), { prefix: '~~' })).toEqual(['B061'])
    expect(texts(scanned('B061', 0, 4), { prefix: '~~' })).toEqual(['B061'])
  })

  test('that sends group separators as Ctrl+] keeps them', () => {
    const strokes = [
      ...scanned('10A12', 0, 4, ''),
      stroke(']', 20, { ctrl: true }),
      ...scanned('17251231', 24, 4),
    ]
    expect(texts(strokes)).toEqual(['10A12\u001d17251231'])
  })

  test('under a Chinese input method is read from the places of the keys', () => {
    const out = play(underIme(scanned('B06120034A1', 0, 6)))
    expect(out.scans).toMatchObject([{ text: 'B06120034A1', ime: true }])
  })

  test('with CapsLock on under an input method keeps its letters', () => {
    const caps = underIme(scanned('b0612a', 0, 6)).map((one) => ({ ...one, capsLock: true, shift: false }))
    expect(texts(caps)).toEqual(['B0612A'])
  })

  test('after a suffix begins clean, however soon the next code comes', () => {
    const first = scanned('6901234567892', 0, 3)
    const second = scanned('S0034AB', 14 * 3, 3)
    const out = play([...first, ...second])
    expect(out.scans.map(({ text }) => text)).toEqual(['6901234567892', 'S0034AB'])
    expect(out.human).toEqual([])
  })
})

describe('a busy machine', () => {
  test('that hands a code over in lumps, long after it was pressed, still makes one code of it', () => {
    const assembler = createScanAssembler(() => defaultScannerSettings)
    const scans: string[] = []
    let rejoined = 0
    const late: string[] = []
    const take = (verdict: Verdict): void => {
      if (verdict.scan) scans.push(verdict.scan.text)
      if (verdict.rejoined) rejoined++
      late.push(...verdict.late.map(({ key }) => key))
    }
    for (const [i, one] of scanned('S0034AB', 1_000, 4).entries()) {
      // Two keys, then nothing for 90 ms, and so on: the timers all fire in between.
      const heardMs = 1_100 + Math.floor(i / 2) * 90
      for (let atMs = heardMs - 89; atMs < heardMs; atMs += 5) take(assembler.tick(atMs))
      take(assembler.key(one, heardMs))
    }
    expect(scans).toEqual(['S0034AB'])
    expect(rejoined).toBe(1)
    expect(late).toEqual(['S', '0'])
  })
})

test('a scanner that never sends a suffix is waited for less from the third code on', () => {
  const assembler = createScanAssembler(() => defaultScannerSettings)
  const waitsMs = [0, 1, 2, 3].map((i) => {
    const strokes = scanned('6901234567892', i * 5_000, 4, '')
    for (const one of strokes) assembler.key(one)
    const waitMs = (assembler.wakeAtMs() ?? 0) - (strokes.at(-1)?.atMs ?? 0)
    assembler.tick(assembler.wakeAtMs() ?? 0)
    return waitMs
  })
  expect(waitsMs).toEqual([200, 200, 60, 60])
})

describe('twenty scans a second', () => {
  test('for five minutes: none lost, none merged, all in order', () => {
    const codes = Array.from({ length: 6_000 }, (_, i) => `B${String(i).padStart(12, '0')}`)
    const strokes = codes.flatMap((code, i) => scanned(code, i * 50, 2))
    expect(texts(strokes)).toEqual(codes)
  })

  test('with uneven gaps, with either suffix or none before a pause, none is lost or merged', () => {
    const aCode = fc.record({
      text: fc.stringMatching(/^[0-9A-Z-]{4,30}$/),
      gaps: fc.array(fc.integer({ min: 0, max: 34 }), { minLength: 32, maxLength: 32 }),
      end: fc.constantFrom('Enter', 'Tab', ''),
      pauseMs: fc.integer({ min: 0, max: 300 }),
    })
    fc.assert(
      fc.property(fc.array(aCode, { minLength: 1, maxLength: 8 }), (codes) => {
        let atMs = 0
        const strokes: KeyStroke[] = []
        for (const { text, gaps, end, pauseMs } of codes) {
          for (const [i, key] of [...text, ...(end ? [end] : [])].entries()) {
            strokes.push(stroke(key, atMs))
            atMs += gaps[i] ?? 0
          }
          atMs += end ? pauseMs : 61 + pauseMs
        }
        expect(texts(strokes)).toEqual(codes.map(({ text }) => text))
      }),
      { seed: 7, numRuns: 2_000 },
    )
  })
})

describe('a person', () => {
  test.each([35, 40, 60, 120])('typing at %i ms between keys is never taken for a scanner', (gapMs) => {
    const out = play(scanned('13800138000', 0, gapMs))
    expect(out.scans).toEqual([])
    expect(out.human).toEqual([...'13800138000', 'Enter'])
    expect(out.pageGot).toHaveLength(12)
  })

  test('whose fingers roll over three keys at once keeps them, Enter included', () => {
    const out = play(scanned('abc', 0, 10))
    expect(out.scans).toEqual([])
    expect(out.human).toEqual(['a', 'b', 'c', 'Enter'])
    expect(out.pageGot).toEqual(['a', 'b', 'c', 'Enter'])
  })

  test('holding a key down is not a scanner, though the key repeats every 30 ms', () => {
    const held = Array.from({ length: 40 }, (_, i) => stroke('1', 500 + i * 30, { repeat: i > 0 }))
    expect(play(held).scans).toEqual([])
    expect(play(held).human).toHaveLength(40)
  })

  test('pressing Enter half a second after a scan confirms', () => {
    const out = play([...scanned('6901234567892', 0, 5), stroke('Enter', 500)])
    expect(out.human).toEqual(['Enter'])
  })

  test('typing a quantity straight after a scan gets it', () => {
    const out = play([
      ...scanned('6901234567892', 0, 5),
      stroke('1', 300),
      stroke('2', 420),
      stroke('Enter', 600),
    ])
    expect(out.scans).toHaveLength(1)
    expect(out.human).toEqual(['1', '2', 'Enter'])
  })

  test('pressing a function key or copying is heard at once', () => {
    expect(play([stroke('F8', 0), stroke('c', 300, { ctrl: true })]).human).toEqual(['F8', 'c'])
  })
})

test('no key is ever lost: each is in a scan, given to the person, or an end', () => {
  const aKey = fc.record({
    key: fc.constantFrom(...'ab12', 'Enter', 'Tab', 'F8', 'Escape'),
    gapMs: fc.integer({ min: 0, max: 90 }),
    repeat: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(aKey, { maxLength: 60 }), (keys) => {
      let atMs = 0
      const strokes = keys.map(({ key, gapMs, repeat }) => {
        atMs += gapMs
        return stroke(key, atMs, { repeat: repeat && gapMs > 20 })
      })
      const out = play(strokes)
      const ends = (list: readonly string[]) => list.filter((key) => key !== 'Enter' && key !== 'Tab')
      const accounted = [...out.human, ...out.scans.flatMap(({ text }) => [...text])]
      expect(ends(accounted).toSorted()).toEqual(ends(strokes.map(({ key }) => key)).toSorted())
    }),
    { seed: 11, numRuns: 3_000 },
  )
})
