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
  [warehouseName = '', pointName = '']: readonly string[],
  change: (warehouse: SiteLine, point: SiteLine) => Promise<string>,
): Promise<string> {
  const warehouse = await findSite(desk.sql, warehouseName)
  const said = await change(warehouse, await findSite(desk.sql, pointName, warehouse.organisation_id))
  for (const deviceId of await devicesOf(desk.sql, warehouse.site_key)) desk.deviceChanged(deviceId)
  return said
}
