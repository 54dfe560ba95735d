/**
 * How one scanner behaves. All times in ms between two key presses, as the keyboard reported them.
 * Two scanners sending at the same instant look like one to the operating system and cannot be told apart:
 * their characters mix, and the check digits refuse the mixture.
 */
export type ScannerSettings = {
  /** Keys closer than this come from a machine. People type at 60 ms and more, held keys are not counted. */
  readonly maxGapMs: number
  /** Shorter bursts are a person's. */
  readonly minLength: number
  /** What the scanner sends after a code. 'none': the code ends after `silenceMs`. */
  readonly suffix: 'enter' | 'tab' | 'enter-or-tab' | 'none'
  /** Sent before each code, cut off here. Empty if none. */
  readonly prefix: string
  /** A burst that has proved to be a scan ends after this much silence, with or without suffix. */
  readonly silenceMs: number
}

export const defaultScannerSettings: ScannerSettings = {
  maxGapMs: 35,
  minLength: 4,
  suffix: 'enter-or-tab',
  prefix: '',
  silenceMs: 60,
}
