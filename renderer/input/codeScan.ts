import type { ScannedCode } from '../../shared/intake/codes/scannedCode'
import type { Scan } from './scanAssembler'

/** A scan with what it turned out to be. */
export type CodeScan = Scan & {
  readonly code: ScannedCode
  /** Digits typed before this scan and not taken by then ('' if none): "5, scan". */
  readonly typedBefore: string
}
