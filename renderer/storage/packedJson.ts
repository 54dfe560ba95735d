/** What JSON bytes say: packed with gzip, or as they are. @throws where they are neither, or cut short */
export async function jsonOf(bytes: Uint8Array<ArrayBuffer>): Promise<unknown> {
  const [first, second] = bytes
  if (first !== 0x1f || second !== 0x8b) return JSON.parse(new TextDecoder().decode(bytes))
  // Out of an answer and not out of a blob, which takes the browser three times as long.
  const unpacked = new Response(bytes).body?.pipeThrough(new DecompressionStream('gzip'))
  return new Response(unpacked).json()
}
