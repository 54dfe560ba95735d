import type { Grid } from '../intake/grid'
import type { FileProblemCode } from '../intake/problem'

/** Why a whole file could not be read; its sentence is in `problemTexts`. */
export interface FileProblem {
  readonly code: FileProblemCode
  readonly params: Readonly<Record<string, string | number>>
}

export type FileReading =
  | { readonly ok: true; readonly grids: readonly Grid[] }
  | { readonly ok: false; readonly problem: FileProblem }

/** Thrown inside the reading of a file, and nowhere else; `readBytes` turns it into its problem. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
  readonly problem: FileProblem

  constructor(code: FileProblemCode, params: FileProblem['params'] = {}) {
    super(code)
    this.problem = { code, params }
  }
}

/** @param done 0 to 1 */
export type OnProgress = (done: number) => void
