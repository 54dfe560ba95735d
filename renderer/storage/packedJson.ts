/**
 * What JSON bytes say: packed with gzip, or as they are.
 * @param quiet resolves when it may be read, which takes a while in one piece
 * @throws where they are neither, or cut short
 */
export async function jsonOf(bytes: Uint8Array<ArrayBuffer>, quiet = async () => {}): Promise<unknown> {
  const [first, second] = bytes
  const isPacked = first === 0x1f && second === 0x8b
  // Out of an answer and not out of a blob, which takes the browser three times as long.
  const plain = isPacked ? new Response(bytes).body?.pipeThrough(new DecompressionStream('gzip')) : bytes
  const text = await new Response(plain).text()
  await quiet()
  return JSON.parse(text)
}
