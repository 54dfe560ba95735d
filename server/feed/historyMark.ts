import { createHmac, timingSafeEqual } from 'node:crypto'

/** A place in one history of the centre. */
export interface Place {
  readonly epoch: string
  readonly siteId: string
  readonly position: number
}

/**
 * What a desk is given with a page, and shows when it asks for the next one: what stands at the position, sealed.
 * Positions are given in the order of commits, so what is the same at one position is the same in all before it. And
 * what the centre sealed, it had: where something else stands now, or nothing, the database is an older one.
 * @param arrival of the entry at that position
 */
export function sealMark(key: string, { epoch, siteId, position }: Place, arrival: string): string {
  const sealed = JSON.stringify([epoch, siteId, position, arrival])
  return `${arrival}.${createHmac('sha256', key).update(sealed).digest('base64url').slice(0, 22)}`
}

/** @returns what stood there; undefined for a mark that the centre did not make of this place */
export function openMark(key: string, place: Place, mark: string): string | undefined {
  const arrival = mark.slice(0, Math.max(0, mark.lastIndexOf('.')))
  const [shown, made] = [Buffer.from(mark), Buffer.from(sealMark(key, place, arrival))]
  return shown.length === made.length && timingSafeEqual(shown, made) ? arrival : undefined
}
