/**
 * Key presses in, codes out: pure, the times come with the keys.
 *
 * The first characters of a scan look like a person's typing, so they are let through and, once `minLength` keys
 * came faster than any hand, the burst is *confirmed*: the caller un-types what leaked, and everything up to the
 * suffix is swallowed. What turns out to be a person's is handed back as keys, in order, after `silenceMs`; so a
 * code beginning with S never fires the key S.
 *
 * Two clocks: whether keys belong together is told by when they were *pressed*, silence by when they were *heard*,
 * because a busy machine hands keys over late and in lumps. Keys handed back too early rejoin their burst.
 * @module
 */
import { characterOf, isEnter, isModifier, isTab, type KeyStroke } from './keyStroke'
import type { ScannerSettings } from './scannerSettings'

export type Scan = {
  /** The code without prefix and suffix, otherwise as it came. */
  readonly text: string
  /** First and last key, ms on the keyboard's clock. */
  readonly atMs: number
  readonly endMs: number
  readonly ended: 'suffix' | 'silence'
  /** An input method was on: the text was rebuilt from key positions; ask the clerk to switch to English. */
  readonly ime: boolean
}

export type Verdict = {
  /** This key may be the first of a scan: remember the focused field as it is now. */
  readonly began: boolean
  /** From this key on it is a scan: put the remembered field back. */
  readonly confirmed: boolean
  /** Keep this key from the page. */
  readonly swallow: boolean
  readonly scan: Scan | undefined
  /** Earlier keys that were a person's after all. */
  readonly late: readonly KeyStroke[]
  /** The present key, if surely a person's. */
  readonly now: KeyStroke | undefined
  /** The keys last given as `late` were the beginning of a scan after all: take back what can be taken back. */
  readonly rejoined: boolean
}

export type ScanAssembler = {
  /** `heardMs`: when the page got the key, on the same clock. */
  key(stroke: KeyStroke, heardMs?: number): Verdict
  /** Call when `wakeAtMs` has come and no key did. */
  tick(atMs: number): Verdict
  /** When silence would settle what is pending; undefined when nothing is. */
  wakeAtMs(): number | undefined
  /** A burst has proved to be a scan and is not over. */
  receiving(): boolean
}

type Burst = { strokes: KeyStroke[]; text: string; lastMs: number; heardMs: number; confirmed: boolean }
type Closed = { scan: Scan | undefined; late: readonly KeyStroke[] }

const quiet: Verdict = {
  began: false,
  confirmed: false,
  swallow: false,
  scan: undefined,
  late: [],
  now: undefined,
  rejoined: false,
}
const nothing: Closed = { scan: undefined, late: [] }

/**
 * How long a burst may stall and still be one code, while a suffix is expected: longer once this scanner has sent
 * one. After two codes in a row without, none is expected, and `silenceMs` alone ends a code.
 */
const STALL_MS = { unknown: 200, 'sends-suffix': 500 }

export function createScanAssembler(settings: () => ScannerSettings): ScanAssembler {
  let burst: Burst | undefined
  let handedBack: Burst | undefined
  // Codes in a row that ended without suffix; -1 after one that had it.
  let silentInRow = 0
  // Until then a line end still belongs to the last code: the LF of CR LF, or the suffix of a slow scanner.
  let suffixUntilMs = Number.NEGATIVE_INFINITY

  const patienceMs = (open: Burst): number => {
    const { maxGapMs, silenceMs } = settings()
    return open.confirmed ? Math.max(maxGapMs, silenceMs) : maxGapMs
  }

  const silenceAfterMs = (open: Burst): number => {
    const { maxGapMs, silenceMs, suffix } = settings()
    const waitMs = Math.max(maxGapMs, silenceMs)
    if (!open.confirmed || suffix === 'none' || silentInRow >= 2) return waitMs
    return Math.max(waitMs, STALL_MS[silentInRow < 0 ? 'sends-suffix' : 'unknown'])
  }

  const close = (ended: Scan['ended']): Closed => {
    const open = burst
    burst = undefined
    if (!open) return nothing
    if (!open.confirmed) {
      handedBack = open
      return { scan: undefined, late: open.strokes }
    }
    silentInRow = ended === 'suffix' ? -1 : Math.max(0, silentInRow) + 1
    if (ended === 'silence') suffixUntilMs = open.lastMs + 2 * settings().silenceMs
    return { scan: scanOf(open, ended, settings().prefix), late: [] }
  }

  const append = (stroke: KeyStroke, character: string, closed: Closed, heardMs: number): Verdict => {
    const tooEarly = !burst && handedBack && stroke.atMs - handedBack.lastMs < settings().maxGapMs
    const rejoined = tooEarly ? handedBack : undefined
    handedBack = undefined
    const began = !burst && !rejoined
    const open = burst ?? rejoined ?? { strokes: [], text: '', lastMs: 0, heardMs, confirmed: false }
    burst = open
    open.strokes.push(stroke)
    open.text += character
    open.lastMs = stroke.atMs
    open.heardMs = heardMs
    const { prefix, minLength } = settings()
    const length = open.text.length - (prefix !== '' && open.text.startsWith(prefix) ? prefix.length : 0)
    const confirmed = !open.confirmed && length >= Math.max(2, minLength)
    open.confirmed ||= confirmed
    return {
      ...quiet,
      ...closed,
      began,
      confirmed,
      swallow: open.confirmed,
      rejoined: rejoined !== undefined,
    }
  }

  const personKey = (stroke: KeyStroke, closed: Closed): Verdict => {
    const rest = burst ? close('silence') : nothing
    handedBack = undefined
    const scan = closed.scan ?? rest.scan
    return { ...quiet, scan, late: [...closed.late, ...rest.late], now: stroke }
  }

  const end = (stroke: KeyStroke, closed: Closed): Verdict => {
    if (burst?.confirmed) {
      suffixUntilMs = stroke.atMs + settings().maxGapMs
      return { ...quiet, ...close('suffix'), swallow: true }
    }
    if (!burst && stroke.atMs < suffixUntilMs) return { ...quiet, ...closed, swallow: true }
    return personKey(stroke, closed)
  }

  const key = (stroke: KeyStroke, heardMs = stroke.atMs): Verdict => {
    const over = burst !== undefined && stroke.atMs - burst.lastMs >= patienceMs(burst)
    const closed = over ? close('silence') : nothing
    if (isModifier(stroke)) {
      if (burst && !stroke.repeat) burst.lastMs = Math.max(burst.lastMs, stroke.atMs)
      if (burst) burst.heardMs = heardMs
      return { ...quiet, ...closed }
    }
    if (stroke.repeat) return personKey(stroke, closed)
    const ends = lineEnd(stroke, burst !== undefined)
    if (ends && endsCode(ends, settings().suffix)) return end(stroke, closed)
    const character = ends ? (burst?.confirmed ? ends : undefined) : characterOf(stroke)
    const startsScan = !stroke.ctrl || character === '\u001d' || burst !== undefined
    return character !== undefined && startsScan
      ? append(stroke, character, closed, heardMs)
      : personKey(stroke, closed)
  }

  return {
    key,
    tick: (atMs) =>
      burst && atMs - burst.heardMs >= silenceAfterMs(burst) ? { ...quiet, ...close('silence') } : quiet,
    wakeAtMs: () => burst && burst.heardMs + silenceAfterMs(burst),
    receiving: () => burst?.confirmed ?? false,
  }
}

/** '\n' or '\t'; scanners in control-character mode send Ctrl+M, Ctrl+J, Ctrl+I, but only inside a burst. */
function lineEnd(stroke: KeyStroke, inBurst: boolean): '\n' | '\t' | undefined {
  if (isEnter(stroke)) return '\n'
  if (isTab(stroke)) return '\t'
  if (!inBurst || !stroke.ctrl) return undefined
  if (stroke.code === 'KeyM' || stroke.code === 'KeyJ') return '\n'
  return stroke.code === 'KeyI' ? '\t' : undefined
}

function endsCode(end: '\n' | '\t', suffix: ScannerSettings['suffix']): boolean {
  // Without a suffix a line end inside a code can still only be its end.
  if (suffix === 'enter-or-tab' || suffix === 'none') return true
  return suffix === 'enter' ? end === '\n' : end === '\t'
}

function scanOf(burst: Burst, ended: Scan['ended'], prefix: string): Scan {
  return {
    text: prefix !== '' && burst.text.startsWith(prefix) ? burst.text.slice(prefix.length) : burst.text,
    atMs: burst.strokes[0]?.atMs ?? burst.lastMs,
    endMs: burst.lastMs,
    ended,
    ime: burst.strokes.some((stroke) => stroke.ime),
  }
}
