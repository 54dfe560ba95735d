import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { formatBagCode } from '../../../shared/domain/label/ownCodes'
import { type Desk, openDesk } from './deskFixture'
import { compose, pressesOf, pressKeys, pressUnderIme } from './realKeys'

const EAN = '6901234567892'
const bag = formatBagCode({ roundCode: '0612', slot: 34, zone: 'ambient', n: 1 })
let desk: Desk

beforeEach(async () => {
  // The test page is a frame: without this its keys go to the page around it.
  window.focus()
  while (!document.hasFocus()) await new Promise((resolve) => setTimeout(resolve, 5))
  desk = await openDesk()
})
afterEach(() => desk.close())

const scan = (text: string, gapMs = 4, suffix = 'Enter') => pressKeys(pressesOf(text, gapMs, suffix))
const texts = () => desk.seen.scans.map(({ text }) => text)
const scanned = (count: number) => desk.until(() => desk.seen.scans.length === count)
/** Longer than any silence the scanner waits for. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 150))

describe('a scan', () => {
  test.each([0, 5, 10, 20, 30])('is read with keys %i ms apart, nothing focused', async (gapMs) => {
    await scan(EAN, gapMs)
    await scanned(1)
    expect(desk.seen.scans[0]).toMatchObject({ text: EAN, code: { kind: 'retail', gtin: EAN } })
    await settled()
    expect(desk.seen.keys).toEqual([])
    expect(desk.field('number').textContent).toBe('')
  })

  test.each(['controlled', 'loose', 'amount', 'note', 'choice'])(
    'is read while %s has focus, and leaves the field as it was',
    async (id) => {
      const field = desk.field(id)
      const before = field.value
      field.focus()
      await scan(EAN, 8)
      await scan(bag, 8)
      await scanned(2)
      await settled()
      expect(texts()).toEqual([EAN, bag])
      expect(field.value).toBe(before)
      expect(document.activeElement).toBe(field)
      expect(desk.seen.submits).toBe(0)
    },
  )

  test('gives React its value back: state and screen agree', async () => {
    desk.field('controlled').focus()
    await scan(EAN)
    await scanned(1)
    await desk.until(() => desk.field('shown').textContent === '旧')
    expect(desk.seen.changes.at(-1)).toBe('旧')
    expect(desk.field('controlled').value).toBe('旧')
  })

  test('restores the selection it typed over', async () => {
    const field = desk.field('loose')
    field.focus()
    field.setSelectionRange(2, 4)
    await scan(EAN)
    await scanned(1)
    expect([field.value, field.selectionStart, field.selectionEnd]).toEqual(['abcdef', 2, 4])
  })

  test('does not press the focused button with its suffix, nor leave it with Tab', async () => {
    desk.field('button').focus()
    await scan(EAN)
    await scan(EAN, 4, 'Tab')
    await scanned(2)
    await settled()
    expect(desk.seen.clicks).toBe(0)
    expect(document.activeElement).toBe(desk.field('button'))
  })

  test('without suffix is read after a short silence', async () => {
    await scan(bag, 5, '')
    await scanned(1)
    expect(desk.seen.scans[0]).toMatchObject({ text: bag, ended: 'silence', code: { kind: 'bag' } })
  })

  test('beginning with S does not fire the key S', async () => {
    await scan('S0034AB', 10)
    await scanned(1)
    await settled()
    expect(desk.seen.keys).toEqual([])
  })

  test('with a group separator sent as Ctrl+] is read whole', async () => {
    const first = pressesOf('010690123456789210A12', 5, '')
    const endMs = first.length * 5
    const rest = pressesOf('17251231', 5, 'Enter', endMs + 5)
    await pressKeys([...first, { key: ']', atMs: endMs, ctrl: true }, ...rest])
    await scanned(1)
    expect(desk.seen.scans[0]?.code).toMatchObject({ kind: 'gs1', lot: 'A12', expiry: '2025-12-31' })
  })
})

describe('a Chinese input method', () => {
  test('does not swallow a scan, and the field keeps what it had', async () => {
    const field = desk.field('controlled')
    field.focus()
    await pressUnderIme(bag)
    await scanned(1)
    await settled()
    expect(desk.seen.scans[0]).toMatchObject({ text: bag, ime: true, code: { kind: 'bag', bagCode: bag } })
    expect(field.value).toBe('旧')
    expect(desk.field('shown').textContent).toBe('旧')
    expect(document.activeElement).toBe(field)
  })

  test('with a name half composed loses only what was not yet chosen', async () => {
    const field = desk.field('controlled')
    field.focus()
    field.setSelectionRange(1, 1)
    await compose('zhang')
    await desk.until(() => field.value === '旧zhang')
    await pressUnderIme(bag)
    await scanned(1)
    await settled()
    expect(texts()).toEqual([bag])
    expect(field.value).toBe('旧')
    expect(document.activeElement).toBe(field)
  })
})

describe('a person', () => {
  test.each([36, 60, 120])('typing %i ms between keys is not a scanner', async (gapMs) => {
    const field = desk.field('loose')
    field.focus()
    field.select()
    await pressKeys(pressesOf('13800138000', gapMs, ''))
    await desk.until(() => field.value === '13800138000')
    await settled()
    expect(texts()).toEqual([])
  })

  test('submits a form with Enter and presses a button with Enter', async () => {
    desk.field('loose').focus()
    await pressKeys([{ key: 'Enter', atMs: 0 }])
    await desk.until(() => desk.seen.submits === 1)
    desk.field('button').focus()
    await pressKeys([{ key: 'Enter', atMs: 0 }])
    await desk.until(() => desk.seen.clicks === 1)
    expect(desk.seen.keys).toEqual([])
  })

  test('types a quantity straight after a scan and confirms', async () => {
    await scan(EAN)
    await scanned(1)
    await pressKeys([
      { key: '1', atMs: 0 },
      { key: '2', atMs: 90 },
    ])
    await desk.until(() => desk.field('number').textContent === '12')
    await pressKeys([{ key: 'Enter', atMs: 0 }])
    await desk.until(() => desk.seen.keys.length === 1)
    expect(desk.seen.keys).toEqual(['putItem 12'])
  })

  test('who typed a number and then scanned has it sent along', async () => {
    await pressKeys([{ key: '5', atMs: 0 }])
    await desk.until(() => desk.field('number').textContent === '5')
    await settled()
    await scan(EAN)
    await scanned(1)
    expect(desk.seen.scans[0]?.typedBefore).toBe('5')
    expect(desk.field('number').textContent).toBe('')
  })

  test('reaches the function keys from inside a field, and plain keys only outside', async () => {
    desk.field('controlled').focus()
    await pressKeys([{ key: 'F8', atMs: 0 }])
    await pressKeys([{ key: 's', atMs: 0 }])
    await desk.until(() => desk.field('controlled').value.includes('s'))
    desk.field('controlled').blur()
    await pressKeys([{ key: 's', atMs: 0 }])
    await desk.until(() => desk.seen.keys.includes('markShort'))
    expect(desk.seen.keys).toEqual(['undoLast', 'markShort'])
  })
})

describe('a burst', () => {
  test('of twenty scans a second, wherever the focus wanders, loses and merges none', async () => {
    const codes = Array.from({ length: 60 }, (_, i) =>
      formatBagCode({ roundCode: '0612', slot: i + 1, zone: 'chilled', n: 1 }),
    )
    const places = ['controlled', 'button', 'note', 'amount', 'choice']
    desk.close()
    desk = await openDesk(async (seen) => {
      desk.field(places[desk.seen.scans.length % places.length] ?? 'note').focus()
      await new Promise((resolve) => setTimeout(resolve, seen.code.kind === 'bag' ? 2 : 0))
    })
    await pressKeys(codes.flatMap((code, i) => pressesOf(code, 2, 'Enter', i * 50)))
    await scanned(codes.length)
    await settled()
    expect(texts()).toEqual(codes)
    expect(desk.field('note').value).toBe('')
    expect(desk.field('controlled').value).toBe('旧')
    expect(desk.field('amount').value).toBe('7')
    expect([desk.seen.clicks, desk.seen.submits, desk.seen.keys]).toEqual([0, 0, []])
  })

  test('that arrives while the page is busy is still whole codes in order', async () => {
    const codes = Array.from({ length: 10 }, (_, i) => `29012345${String(i).padStart(5, '0')}`)
    const sent = pressKeys(codes.flatMap((code, i) => pressesOf(code, 4, i % 2 ? 'Enter' : 'Tab', i * 80)))
    const untilMs = performance.now() + 300
    while (performance.now() < untilMs);
    await sent
    await scanned(codes.length)
    expect(texts()).toEqual(codes)
  })
})
