import { gunzipSync } from 'node:zlib'
import { bodyLimit } from 'hono/body-limit'
import { pushBytes } from '../../shared/contract/sync'
import type { CentreContext } from './answer'
import { Refusal } from './refusal'

/** What a request says it will send; as much as it may, where it only says that it will. */
export function announcedBytes({ req }: CentreContext): number {
  return req.header('transfer-encoding') === undefined ? Number(req.header('content-length') ?? 0) : pushBytes
}

/** @throws Refusal `too-large`, before anything is read */
export function checkAnnounced(c: CentreContext): void {
  if (announcedBytes(c) > pushBytes) throw new Refusal('too-large')
}

const upToTheLimit = bodyLimit({
  maxSize: pushBytes,
  onError: () => {
    throw new Refusal('too-large')
  },
})

/** All that is sent. @throws Refusal `too-large` where more comes than may, from one who did not say how much */
export async function readBody(c: CentreContext): Promise<ArrayBuffer> {
  // Whoever says it is cut off there by the protocol itself.
  if (c.req.header('content-length') === undefined) await upToTheLimit(c, async () => {})
  return c.req.raw.arrayBuffer()
}

/** What was read before its turn, or is read now. It is kept for nobody else. */
export async function takeBody(c: CentreContext): Promise<ArrayBuffer> {
  const body = c.get('body') ?? (await readBody(c))
  c.set('body', undefined)
  return body
}

const decoder = new TextDecoder()

/** What came, parsed as JSON and otherwise unread. @throws Refusal `bad-json`, `too-large` */
export async function jsonBody(c: CentreContext): Promise<unknown> {
  const isPacked = c.req.header('content-encoding') === 'gzip'
  const body = await takeBody(c)
  const text = isPacked ? unpacked(body) : decoder.decode(body)
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('bad-json')
  }
}

/** No more than may be sent unpacked. */
function unpacked(packed: ArrayBuffer): string {
  try {
    return decoder.decode(gunzipSync(packed, { maxOutputLength: pushBytes }))
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    throw new Refusal(isTooLarge ? 'too-large' : 'bad-json')
  }
}
