import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Measure } from './measure'

/** Prints the measures and, where BENCH_JSON names a file, puts them into it in place of older ones of that name. */
export function report(measures: readonly Measure[]): void {
  for (const measure of measures) console.log(lineOf(measure))
  const file = process.env['BENCH_JSON']
  if (!file) return
  const names = new Set(measures.map(({ name }) => name))
  const kept = readMeasures(file).filter(({ name }) => !names.has(name))
  writeFileSync(file, `${JSON.stringify([...kept, ...measures], null, 2)}\n`)
}

function readMeasures(file: string): Measure[] {
  const written: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  return Array.isArray(written) ? written : []
}

function lineOf({ name, value, unit, baseline, ratio, goal, met }: Measure): string {
  const against =
    baseline === null ? '' : ` against ${rounded(baseline)} ${unit}, ratio ${rounded(ratio ?? Number.NaN)}`
  return `${met ? 'met ' : 'MISS'} ${name}: ${rounded(value)} ${unit}${against} (goal ${goal})`
}

function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2)
}
