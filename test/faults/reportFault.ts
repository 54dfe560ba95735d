import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** One fault of the list, as `npm run faults -- --json FILE` writes it. */
export interface FaultResult {
  readonly id: string
  readonly runs: number
  /** Entries that were called saved and are nowhere. */
  readonly lost: number
  /** Entries that count twice. */
  readonly duplicated: number
  readonly converged: boolean
  readonly passed: boolean
  readonly note: string
}

/** Prints it and, where FAULTS_JSON names a file, puts it there in place of an older one of that id. */
export function reportFault(result: FaultResult): void {
  const { id, runs, lost, duplicated, converged, passed, note } = result
  process.stdout.write(
    `${passed ? 'met ' : 'MISS'} ${id}: ${runs} runs, ${lost} lost, ${duplicated} twice, ${converged ? 'converged' : 'apart'} (${note})\n`,
  )
  const file = process.env['FAULTS_JSON']
  if (!file) return
  const written: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  const others = (Array.isArray(written) ? (written as FaultResult[]) : []).filter((one) => one.id !== id)
  writeFileSync(file, `${JSON.stringify([...others, result], null, 2)}\n`)
}

/** What cannot be tried on this machine has not passed. */
export function reportNotRun(id: string, because: string): void {
  reportFault({ id, runs: 0, lost: 0, duplicated: 0, converged: false, passed: false, note: because })
}
