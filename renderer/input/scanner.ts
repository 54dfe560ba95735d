/**
 * The only key listener of the app: on the window, in the capture phase, so it hears a scan whatever has focus.
 * Scans go out in the order they were made; keys that are a person's go out one by one.
 *
 * An input method takes keys before the page does. What can be done from a page is done: the code is rebuilt from
 * key positions, the composition is ended, the field is put back. Two scanners at once cannot be told apart.
 * @module
 */
import { takesText } from './fieldMemory'
import type { KeyStroke, KeyTarget } from './keyStroke'
import { createLeak } from './leak'
import { createScanAssembler, type Scan, type Verdict } from './scanAssembler'
import type { ScannerSettings } from './scannerSettings'

export type ScannerSink = {
  settings(): ScannerSettings
  /** Every key press as it came, before anybody judges it. */
  onStroke?(stroke: KeyStroke): void
  onScan(scan: Scan): void
  /** A person's key. True if it was used up: the page then does not get it. */
  onKey(stroke: KeyStroke): boolean
  /** A person's keys that looked like a scan at first; the page has had them. */
  onLateKeys(strokes: readonly KeyStroke[]): void
  /** The last late keys were part of a scan: take back what can be. */
  onRejoined(): void
}

/** A timer later than this was held up by a busy page, and keys may be waiting behind it with earlier times. */
const TIMER_SLACK_MS = 12
const MOST_REPRIEVES = 3

/** Listens until the returned function is called. */
export function listenForScans(target: Window & typeof globalThis, sink: ScannerSink): () => void {
  const assembler = createScanAssembler(() => sink.settings())
  const page = target.document
  const leak = createLeak(page)
  let timer: ReturnType<typeof setTimeout> | undefined
  let clicked: Element | null = null
  let imeInBurst = false

  const wake = (dueMs: number, reprieves: number): void => {
    const nowMs = target.performance.now()
    if (nowMs - dueMs > TIMER_SLACK_MS && reprieves > 0) {
      arm(nowMs + sink.settings().silenceMs, reprieves - 1)
    } else {
      apply(assembler.tick(nowMs))
    }
  }

  const arm = (dueMs: number | undefined, reprieves = MOST_REPRIEVES): void => {
    clearTimeout(timer)
    timer = undefined
    if (dueMs === undefined) return
    const waitMs = Math.max(0, Math.ceil(dueMs - target.performance.now()) + 1)
    timer = setTimeout(() => wake(dueMs, reprieves), waitMs)
  }

  const apply = (verdict: Verdict): void => {
    arm(assembler.wakeAtMs())
    if (verdict.scan) {
      leak.end()
      sink.onScan(verdict.scan)
    }
    if (verdict.late.length > 0) sink.onLateKeys(verdict.late)
    if (verdict.rejoined) sink.onRejoined()
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    const heardMs = target.performance.now()
    const stroke = strokeOf(event, targetOf(page.activeElement, clicked), heardMs)
    sink.onStroke?.(stroke)
    const verdict = assembler.key(stroke, heardMs)
    apply(verdict)
    imeInBurst = stroke.ime || (imeInBurst && !verdict.began)
    if (verdict.began) leak.begin()
    if (verdict.confirmed) leak.undo(imeInBurst)
    else if (!verdict.swallow) leak.remember()
    const used = verdict.now !== undefined && sink.onKey(verdict.now)
    if (!verdict.swallow && !used) return
    event.preventDefault()
    // Esc stays visible: a pop-up of the component library closes itself by it.
    if (verdict.swallow || event.key !== 'Escape') event.stopImmediatePropagation()
  }

  const onPointerDown = (event: PointerEvent): void => {
    clicked = event.target instanceof Element ? event.target.closest('button, a[href]') : null
  }
  const onComposition = (event: CompositionEvent): void => leak.composing(event.type === 'compositionstart')
  // Text an input method delivers late, after its letters proved to be a scan.
  const onInput = (event: Event): void => {
    if (event.isTrusted && leak.mend(event.target)) event.stopImmediatePropagation()
  }

  const ears = new AbortController()
  const heard = { capture: true, signal: ears.signal }
  target.addEventListener('keydown', onKeyDown, heard)
  target.addEventListener('pointerdown', onPointerDown, heard)
  target.addEventListener('compositionstart', onComposition, heard)
  target.addEventListener('compositionend', onComposition, heard)
  target.addEventListener('input', onInput, heard)
  return () => {
    clearTimeout(timer)
    ears.abort()
  }
}

const WIDGET_ROLES =
  'button link listbox option menu menuitem combobox radio checkbox switch tab slider treeitem'
const CHOICES =
  'input[type="checkbox"], input[type="radio"], [role="checkbox"], [role="radio"], [role="switch"]'
const WIDGETS = ['button', 'a[href]', 'input', 'summary', '[data-keys="native"]']
  .concat(WIDGET_ROLES.split(' ').map((role) => `[role="${role}"]`))
  .join(',')

function targetOf(element: Element | null, clicked: Element | null): KeyTarget {
  if (takesText(element)) return 'text'
  if (element?.closest(CHOICES)) return 'choice'
  // A button somebody clicked keeps focus: the next Enter is meant for the task, not for the button.
  return element?.closest(WIDGETS) && element !== clicked ? 'control' : 'none'
}

function strokeOf(event: KeyboardEvent, target: KeyTarget, nowMs: number): KeyStroke {
  // The event's own time is when the key was pressed, however busy the page was since.
  const sane = event.timeStamp > 0 && event.timeStamp <= nowMs + 1_000 && nowMs - event.timeStamp < 30_000
  const altGraph = event.getModifierState('AltGraph')
  return {
    key: event.key,
    code: event.code,
    atMs: sane ? event.timeStamp : nowMs,
    shift: event.shiftKey,
    ctrl: event.ctrlKey && !altGraph,
    alt: event.altKey && !altGraph,
    meta: event.metaKey,
    capsLock: event.getModifierState('CapsLock'),
    repeat: event.repeat,
    ime: event.isComposing || event.keyCode === 229 || event.key === 'Process',
    target,
  }
}
