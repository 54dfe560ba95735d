/** One number of the bench, as `npm run bench -- --json FILE` writes it. */
export interface Measure {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 'MB' | 'scans' | 'actions' | 'per s'
  /** The same thing by the plainest means, in the same run; null where the goal is absolute. */
  readonly baseline: number | null
  /** value / baseline */
  readonly ratio: number | null
  /** In words a person can check against the numbers. */
  readonly goal: string
  readonly met: boolean
}

type Told = Pick<Measure, 'name' | 'value' | 'unit'>

/** At most so many times the baseline. */
export function againstBaseline(told: Told, baseline: number, mostTimes: number): Measure {
  const ratio = told.value / baseline
  return { ...told, baseline, ratio, goal: `<= ${mostTimes} x baseline`, met: ratio <= mostTimes }
}

/** At least such a part of the baseline, where more is better. */
export function atLeastOfBaseline(told: Told, baseline: number, leastPart: number): Measure {
  const ratio = told.value / baseline
  return { ...told, baseline, ratio, goal: `>= ${leastPart} x baseline`, met: ratio >= leastPart }
}

/** At most so much. */
export function atMost(told: Told, most: number): Measure {
  return { ...told, baseline: null, ratio: null, goal: `<= ${most} ${told.unit}`, met: told.value <= most }
}

/** The value below which `part` (0…1) of the samples lie. */
export function quantile(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const at = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]
  if (at === undefined) throw new Error('nothing was measured')
  return at
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5)
}
