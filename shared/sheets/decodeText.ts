import { FileRefused } from './fileProblem'

/** Text of a csv file: by its mark, else UTF-16 by its zeros, else UTF-8, else GBK (what Chinese Excel writes). */
export function decodeText(bytes: Uint8Array): string {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return decode('utf-8', bytes.subarray(3))
  if (a === 0xff && b === 0xfe) return decode('utf-16le', bytes.subarray(2))
  if (a === 0xfe && b === 0xff) return decode('utf-16be', bytes.subarray(2))
  const zeros = zerosIn(bytes.subarray(0, 4096))
  if (zeros.odd > 20 && zeros.even === 0) return decode('utf-16le', bytes)
  if (zeros.even > 20 && zeros.odd === 0) return decode('utf-16be', bytes)
  if (zeros.even + zeros.odd > 20) throw new FileRefused('file-not-a-sheet')
  const utf8 = strictly('utf-8', bytes)
  if (utf8 !== undefined) return utf8
  // One damaged byte in a long UTF-8 file must not turn all of it into GBK.
  const loose = decode('utf-8', bytes)
  const damaged = countOf(loose, '\ufffd')
  const wide = loose.length - countAscii(loose)
  if (damaged * 50 < wide) return loose
  const gbk = strictly('gb18030', bytes)
  if (gbk !== undefined) return gbk
  if (damaged * 4 < wide) return loose
  throw new FileRefused('file-encoding-unknown')
}

function decode(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes)
}

function strictly(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

function zerosIn(bytes: Uint8Array): { odd: number; even: number } {
  const zeros = { odd: 0, even: 0 }
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0) zeros[i % 2 === 0 ? 'even' : 'odd'] += 1
  return zeros
}

function countOf(text: string, character: string): number {
  let count = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count += 1
  return count
}

function countAscii(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 128) count += 1
  return count
}
