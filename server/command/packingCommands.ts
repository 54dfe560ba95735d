import { devicesOf, findSite, packFor, packNoMore, Refused, type SiteLine } from '../hq/sites'
import type { Desk } from './command'

export function beginPacking(desk: Desk, words: readonly string[]): Promise<string> {
  return changePacking(desk, words, async (warehouse, point) => {
    await packFor(desk.sql, warehouse.site_key, point.site_key)
    return `"${warehouse.name}" packs for "${point.name}".`
  })
}

export function endPacking(desk: Desk, words: readonly string[]): Promise<string> {
  return changePacking(desk, words, async (warehouse, point) => {
    if (!(await packNoMore(desk.sql, warehouse.site_key, point.site_key)))
      throw new Refused(`"${warehouse.name}" does not pack for "${point.name}"`)
    return `"${warehouse.name}" packs for "${point.name}" no more.`
  })
}

/** The desks of the warehouse hear of it at once. */
async function changePacking(
  desk: Desk,
  [first, second]: readonly string[],
  change: (warehouse: SiteLine, point: SiteLine) => Promise<string>,
): Promise<string> {
  if (!first?.trim() || !second?.trim())
    throw new Refused('a name is missing: WAREHOUSE POINT, the warehouse first')
  const warehouse = await findSite(desk.sql, first)
  const point = await findSite(desk.sql, second, warehouse.organisation_id)
  if (warehouse.kind === 'point' && point.kind === 'warehouse')
    throw new Refused(
      `"${warehouse.name}" is a point and "${point.name}" a warehouse: the warehouse comes first, then the point`,
    )
  const said = await change(warehouse, point)
  for (const deviceId of await devicesOf(desk.sql, warehouse.site_key)) desk.deviceChanged(deviceId)
  return said
}
