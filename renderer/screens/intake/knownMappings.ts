import type { ColumnMapping, MappableColumn } from '../../../shared/intake/sheet/columns'
import type { Json } from '../../../shared/kernel/canonicalJson'
import type { LocalStore } from './localStore'

const key = 'intake-mappings'
/** The oldest are forgotten first. */
const most = 40

interface Known {
  readonly signature: string
  readonly mapping: ColumnMapping
}

/** What a person once said such columns mean; titles tell sheets apart, and without titles the number of columns. */
export async function knownMapping(
  local: LocalStore,
  columns: readonly MappableColumn[],
): Promise<ColumnMapping | null> {
  const known = await readKnown(local)
  const signature = signatureOf(columns)
  return known.find((one) => one.signature === signature)?.mapping ?? null
}

export async function rememberMapping(
  local: LocalStore,
  columns: readonly MappableColumn[],
  mapping: ColumnMapping,
): Promise<void> {
  const signature = signatureOf(columns)
  const others = (await readKnown(local)).filter((one) => one.signature !== signature)
  await local.writeSetting(key, [{ signature, mapping }, ...others].slice(0, most) as unknown as Json)
}

async function readKnown(local: LocalStore): Promise<readonly Known[]> {
  const kept = await local.readSetting(key)
  return Array.isArray(kept) ? (kept as unknown as Known[]) : []
}

// Titles only, never the samples: those are people's.
function signatureOf(columns: readonly MappableColumn[]): string {
  const titles = columns.map((column) => column.title ?? '')
  const suggested = columns.map((column) => column.suggested ?? '')
  return titles.some((title) => title !== '') ? titles.join('|') : `${columns.length}|${suggested.join('|')}`
}
