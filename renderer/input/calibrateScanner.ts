/**
 * "Scan this code five times": proposes settings from how the keys came.
 * @module
 */
import { characterOf, isEnter, isModifier, isTab, type KeyStroke } from './keyStroke'
import { defaultScannerSettings, type ScannerSettings } from './scannerSettings'

/** One scan as it was recorded, detection aside. */
export type ScanRecording = {
  readonly text: string
  /** Times between its keys, ms, the suffix included. */
  readonly gapsMs: readonly number[]
  readonly suffix: 'enter' | 'tab' | 'none'
  readonly ime: boolean
}

export type CalibrationDoubt =
  /** Fewer than three usable recordings. */
  | 'too-few'
  /** Five scans of one code gave different texts: cable, battery or keyboard layout. */
  | 'texts-differ'
  /** Slower than fast typing: set the scanner to a smaller inter-character delay. */
  | 'too-slow'
  /** An input method was on: switch to English, or the scanner to serial mode. */
  | 'ime-on'

export type Calibration = { readonly settings: ScannerSettings; readonly doubts: readonly CalibrationDoubt[] }

const SILENCE_BETWEEN_SCANS_MS = 300
/** Above this a hand could be meant: 60 ms between keys is a very fast typist. */
const SLOWEST_MS = 55

/** Cuts recorded key presses into scans, by line end or by 300 ms of silence. */
export function cutRecordings(strokes: readonly KeyStroke[]): readonly ScanRecording[] {
  const recordings: ScanRecording[] = []
  let open: KeyStroke[] = []
  const close = (): void => {
    if (open.length > 0) recordings.push(recordingOf(open))
    open = []
  }
  for (const stroke of strokes.filter((one) => !isModifier(one))) {
    const last = open.at(-1)
    if (last && stroke.atMs - last.atMs > SILENCE_BETWEEN_SCANS_MS) close()
    if (open.length === 0 && lineEndOf(stroke) !== 'none') continue
    open.push(stroke)
    if (lineEndOf(stroke) !== 'none') close()
  }
  close()
  return recordings
}

/** Settings that would have caught every recording, with room for a bad day. */
export function proposeSettings(recordings: readonly ScanRecording[]): Calibration {
  const usable = recordings.filter(({ text }) => text.length >= 2)
  const slowestMs = Math.max(1, ...usable.flatMap(({ gapsMs }) => gapsMs))
  const maxGapMs = Math.min(SLOWEST_MS, Math.max(20, Math.ceil(slowestMs * 1.5)))
  const shortest = Math.min(...usable.map(({ text }) => text.length), 99)
  const doubts: readonly (readonly [CalibrationDoubt, boolean])[] = [
    ['too-few', usable.length < 3],
    ['texts-differ', new Set(usable.map(({ text }) => text.toUpperCase())).size > 1],
    ['too-slow', slowestMs >= SLOWEST_MS],
    ['ime-on', usable.some(({ ime }) => ime)],
  ]
  return {
    settings: {
      ...defaultScannerSettings,
      maxGapMs,
      silenceMs: Math.max(defaultScannerSettings.silenceMs, 2 * maxGapMs),
      minLength: Math.min(defaultScannerSettings.minLength, shortest),
      suffix: suffixOf(usable),
    },
    doubts: doubts.flatMap(([doubt, holds]) => (holds ? [doubt] : [])),
  }
}

function suffixOf(recordings: readonly ScanRecording[]): ScannerSettings['suffix'] {
  const seen = new Set(recordings.map(({ suffix }) => suffix))
  const [only] = seen
  return seen.size === 1 && only ? only : defaultScannerSettings.suffix
}

function recordingOf(strokes: readonly KeyStroke[]): ScanRecording {
  const suffix = strokes.map(lineEndOf).find((end) => end !== 'none') ?? 'none'
  return {
    text: strokes.map((stroke) => (lineEndOf(stroke) === 'none' ? (characterOf(stroke) ?? '') : '')).join(''),
    gapsMs: strokes.slice(1).map((stroke, i) => stroke.atMs - (strokes[i]?.atMs ?? stroke.atMs)),
    suffix,
    ime: strokes.some((stroke) => stroke.ime),
  }
}

function lineEndOf(stroke: KeyStroke): 'enter' | 'tab' | 'none' {
  if (isEnter(stroke)) return 'enter'
  return isTab(stroke) ? 'tab' : 'none'
}
