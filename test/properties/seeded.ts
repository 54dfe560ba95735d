import fc from 'fast-check'

/** Runs of every property; more with PROPERTY_RUNS, another seed with PROPERTY_SEED. */
export const runs = Number(process.env['PROPERTY_RUNS'] ?? 1_000)
const seed = Number(process.env['PROPERTY_SEED'] ?? 20_260_401)

/** Properties take seconds of work; a machine with other work may take minutes. */
export const propertyTimeoutMs = 300_000

/** A property with the house's seed; a failure prints the seed, the path and the shrunk counter-example. */
export function holds<T extends [unknown, ...unknown[]]>(
  property: fc.IPropertyWithHooks<T> | fc.IProperty<T>,
  howMany = runs,
): void {
  fc.assert(property, { seed, numRuns: howMany })
}
