/** Served for the bare address. */
export const startPage = 'index.html'

/**
 * Which of our own files an address asks for. Only a name that is in `files` (all the built files, with forward
 * slashes) can come out, so no spelling of "the folder above" can: there is nothing to climb.
 * @param pathname as it stands in the address, still percent-encoded
 */
export function resolveAsset(pathname: string, files: ReadonlySet<string>): string | undefined {
  const decoded = decodeOnce(pathname)
  if (decoded === undefined || !decoded.startsWith('/')) return undefined
  const name = decoded === '/' ? startPage : decoded.slice(1)
  return files.has(name) ? name : undefined
}

function decodeOnce(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined
  }
}

const mimeTypes: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['json', 'application/json; charset=utf-8'],
  ['webmanifest', 'application/manifest+json; charset=utf-8'],
  ['svg', 'image/svg+xml'],
  ['png', 'image/png'],
  ['ico', 'image/x-icon'],
  ['woff2', 'font/woff2'],
  ['wasm', 'application/wasm'],
  ['mp3', 'audio/mpeg'],
  ['ogg', 'audio/ogg'],
  ['wav', 'audio/wav'],
  ['txt', 'text/plain; charset=utf-8'],
])

/** A type we do not know is given out as bytes, so the browser neither runs nor renders it. */
export function mimeType(name: string): string {
  return mimeTypes.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase()) ?? 'application/octet-stream'
}
