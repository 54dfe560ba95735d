import { act } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import {
  BagCard,
  Barcode,
  CountInput,
  DataTable,
  FenText,
  InlineConfirm,
  SidePanel,
  SlideIns,
  SlotAnswer,
  StatePanel,
} from '../../../renderer/ui/index'
import { fen } from '../../../shared/kernel/money'
import { clear, click, drawnBarcodes, find, press, show } from './shown'

afterEach(async () => {
  vi.useRealTimers()
  await clear()
})

const lines = Array.from({ length: 500 }, (_, i) => ({ key: `line-${i}`, name: `product ${i}` }))
const columns = [{ key: 'name', title: 'Product', cell: (line: { name: string }) => line.name }]

function table(selected: string | null, onSelect: (key: string) => void, onOpen: (key: string) => void) {
  return (
    <div style={{ height: 400, display: 'flex' }}>
      <DataTable
        label="Delivery"
        columns={columns}
        rows={lines}
        rowKey={(line) => line.key}
        selected={selected}
        onSelect={onSelect}
        onOpen={onOpen}
      />
    </div>
  )
}

test('a table of 500 lines draws only those in sight and tells a screen reader how many there are', async () => {
  await show(table('line-0', vi.fn(), vi.fn()))
  await act(async () => new Promise((resolve) => requestAnimationFrame(() => resolve(undefined))))
  const drawn = document.querySelectorAll('tbody tr[aria-rowindex]').length
  expect(drawn).toBeGreaterThan(5)
  expect(drawn).toBeLessThan(60)
  expect(find('table').getAttribute('aria-rowcount')).toBe('501')
})

test('arrows choose lines, Enter opens the chosen one, and a line far below is brought into sight', async () => {
  const chosen: string[] = []
  const onOpen = vi.fn()
  const { again } = await show(table('line-0', (key) => chosen.push(key), onOpen))
  find('table').focus()
  await press('ArrowDown')
  await press('End')
  await press('Enter')
  expect(chosen).toEqual(['line-1', 'line-499'])
  expect(onOpen).toHaveBeenCalledWith('line-0')
  await again(table('line-499', vi.fn(), onOpen))
  await vi.waitFor(() => expect(find('[aria-selected="true"]').textContent).toBe('product 499'))
})

function count(about: string, onConfirm: (n: number) => void, typed = '') {
  return (
    <CountInput label="Counted" about={about} value={40} unit="pcs" onConfirm={onConfirm} typed={typed} />
  )
}

test('a count is typed straight after the scan: it has the focus, digits replace what stood, Enter confirms', async () => {
  const onConfirm = vi.fn()
  await show(count('scan-1', onConfirm))
  expect(document.activeElement).toBe(find('[role="spinbutton"]'))
  await press('3')
  await press('8')
  await press('Enter')
  expect(onConfirm).toHaveBeenCalledExactlyOnceWith(38)
})

test('the next scan forgets what was typed for the one before', async () => {
  const onConfirm = vi.fn()
  const { again } = await show(count('scan-1', onConfirm))
  await press('9')
  await again(count('scan-2', onConfirm))
  await press('Enter')
  expect(onConfirm).toHaveBeenCalledExactlyOnceWith(40)
})

test('digits that the scanner listener collected are shown as the count', async () => {
  await show(count('scan-1', vi.fn(), '12'))
  expect(find('[role="spinbutton"]').getAttribute('aria-valuenow')).toBe('12')
})

test('a result leaves by itself and asks for no click', async () => {
  vi.useFakeTimers()
  const onLeave = vi.fn()
  await show(<SlideIns lines={[{ id: 'a', tone: 'ok', title: 'Saved' }]} onLeave={onLeave} />)
  expect(find('[role="status"]').textContent).toContain('Saved')
  await act(async () => vi.advanceTimersByTime(4_100))
  expect(onLeave).toHaveBeenCalledExactlyOnceWith('a')
})

test('a stop is announced at once, everything else in its turn', async () => {
  await show(<StatePanel tone="stop" title="Already handed over" />)
  expect(find('section').getAttribute('role')).toBe('alert')
  await show(<StatePanel tone="ok" title="Saved" />)
  expect(find('section').getAttribute('role')).toBe('status')
})

test('what needs a reason cannot be confirmed without one', async () => {
  const onConfirm = vi.fn()
  const question = (
    <InlineConfirm
      question="Undo?"
      confirm="Undo it"
      reasons={['Scanned by mistake']}
      needsReason
      onConfirm={onConfirm}
      onCancel={vi.fn()}
    />
  )
  await show(question)
  await click('button[data-weight="main"]')
  expect(onConfirm).not.toHaveBeenCalled()
  await click('button[aria-pressed]')
  await click('button[data-weight="main"]')
  expect(onConfirm).toHaveBeenCalledExactlyOnceWith('Scanned by mistake')
})

test('Esc inside a side panel closes it', async () => {
  const onClose = vi.fn()
  await show(
    <SidePanel title="Help" onClose={onClose}>
      <p>F1</p>
    </SidePanel>,
  )
  find('aside button').focus()
  await press('Escape')
  expect(onClose).toHaveBeenCalledOnce()
})

test('the slot is 240 px tall at 1366×768, so that it is read at three metres', async () => {
  await show(
    <div style={{ width: 788, height: 500, display: 'flex' }}>
      <SlotAnswer slot={134} times={2} zone="chilled" household="张*" />
    </div>,
  )
  await document.fonts.load('700 1px "Inter Variable"', '134×2')
  const { fontSize, fontFamily } = getComputedStyle(find('[data-size="hall"]'))
  const { actualBoundingBoxAscent: digit } = measured(`700 ${fontSize} ${fontFamily}`)
  expect(digit).toBeGreaterThanOrEqual(238)
})

test.each([
  [134, 2],
  [466, 1],
  [88, 12],
  [500, 12],
  [1234, 10],
])('slot %i × %i stands whole on its card', async (slot, times) => {
  await show(
    <div style={{ width: 788, height: 500, display: 'flex' }}>
      <SlotAnswer slot={slot} times={times} zone="chilled" household="张*" />
    </div>,
  )
  await document.fonts.load('700 1px "Inter Variable"', '134×2')
  const card = find('section').getBoundingClientRect()
  const [first, last] = [find('[data-size="hall"]'), find('[data-times]')].map((one) =>
    one.getBoundingClientRect(),
  )
  expect(first?.left).toBeGreaterThan(card.left + 14)
  expect(last?.right).toBeLessThan(card.right - 8)
})

function measured(font: string): TextMetrics {
  const paint = document.createElement('canvas').getContext('2d')
  if (!paint) throw new Error('this browser draws nothing')
  paint.font = font
  return paint.measureText('134')
}

test('a scanned bag says so in words, not by its colour alone', async () => {
  await show(<BagCard zone="frozen" place="F-1-4" n={2} total={3} state="scanned" />, 'en')
  expect(find('article').textContent).toContain('Scanned')
  expect(find('article').textContent).toContain('Bag 2 of 3')
  expect(find('article').textContent).toContain('Frozen')
})

test('money is shown to the fen, and money that flows back with a minus', async () => {
  await show(
    <p>
      <FenText fen={fen(1280)} /> <FenText fen={fen(-5)} /> <FenText fen={fen(123_456_700)} />
    </p>,
  )
  expect(find('#root p').textContent).toBe('¥12.80 −¥0.05 ¥1,234,567.00')
})

test('an EAN with a wrong check digit is said to be wrong, a good one is drawn', async () => {
  await show(<Barcode symbology="ean13" text="6901234567892" />, 'en')
  await drawnBarcodes()
  expect(find('img').getAttribute('src')).toContain('svg')
  await show(<Barcode symbology="ean13" text="6901234567890" />, 'en')
  await drawnBarcodes()
  expect(find('[role="alert"]').textContent).toContain('6901234567890')
})
