/** The word in the page's address that says which centre the page may talk to: `?centre=https://…`. */
export const centreWord = 'centre'

/** The word beside it with a joining code, put there by whoever opens the desk and the centre together. */
export const joinWord = 'join'

const origin =
  /^(https?):\/\/((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(:\d{1,5})?\/*$/i

/**
 * The origin of a centre out of what a person typed: scheme, host and port, nothing more. Without a scheme it is
 * https, on this very machine http. Undefined for anything that is no such address: what comes out may stand in a content policy.
 * An IPv6 address in brackets may not: browsers leave it out of the policy, and the desk would never connect.
 */
export function centreOriginOf(text: string): string | undefined {
  const typed = text.trim()
  const usual = /^(127\.|localhost\b)/i.test(typed) ? 'http' : 'https'
  const [, scheme, host, port = ''] = origin.exec(typed.includes('://') ? typed : `${usual}://${typed}`) ?? []
  if (scheme === undefined || host === undefined || typed.length > 200) return undefined
  return `${scheme}://${host}${port}`.toLowerCase()
}

/** Whether the centre is on this very machine: any page may lead here by a link, and only such a one is joined by it. */
export function isOnThisMachine(centre: string): boolean {
  return /^https?:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(centre)
}

/** Whether all that goes there, names and phones too, can be read by whoever is in the same network. */
export function isInTheClear(centre: string): boolean {
  return centre.startsWith('http:') && !isOnThisMachine(centre)
}

/** The centre a page's address names, out of its query ('?centre=…&…'); undefined for none. */
export function centreOfQuery(query: string): string | undefined {
  for (const part of query.replace(/^\?/, '').split('&')) {
    const [word = '', value = ''] = part.split('=')
    if (word === centreWord) return centreOriginOf(decoded(value))
  }
  return undefined
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
