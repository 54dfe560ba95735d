import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { mostPhotos, takeBlobPart } from '../../server/feed/takeBlobPart'
import { sha256Hex } from '../../server/hq/secrets'
import { type BlobAnswer, blobBytes, blobPartBytes } from '../../shared/contract/photos'
import { paths } from '../../shared/contract/sync'
import { type ACentre, type ADeskOfTheCentre, anEnrolledDesk, aPoint } from './aCentre'

/** Bytes like no other of that length. */
export const aPhoto = (length: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, i) => (i * 31 + length) % 256)

interface Part {
  readonly photo: Uint8Array<ArrayBuffer>
  readonly from: number
  readonly to: number
  readonly siteId?: string
}

export async function sendPart(desk: ADeskOfTheCentre, part: Part): Promise<BlobAnswer> {
  const { photo, from, to, siteId = desk.siteId } = part
  const query = `?from=${from}&of=${photo.byteLength}`
  const body = photo.slice(from, to)
  const path = `${paths.blob(siteId, sha256Hex(photo))}${query}`
  return (await desk.call(path, { method: 'PUT', body })).json()
}

/** How photos come to the centre and back. */
export function blobsContract(at: () => ACentre): void {
  describe('photos', () => {
    test('a photo that was cut goes on where it stopped, and a part that comes twice or too late changes nothing', async () => {
      const desk = await anEnrolledDesk(at())
      const photo = aPhoto(1000)
      const send = (from: number, to: number) => sendPart(desk, { photo, from, to })
      expect(await send(0, 0)).toEqual({ has: 0, whole: false })
      expect(await send(0, 400)).toEqual({ has: 400, whole: false })
      expect(await send(0, 400)).toEqual({ has: 400, whole: false })
      expect(await send(500, 1000)).toEqual({ has: 400, whole: false })
      const path = paths.blob(desk.siteId, sha256Hex(photo))
      expect((await desk.call(path)).status).toBe(404)
      expect(await send(400, 1000)).toEqual({ has: 1000, whole: true })
      expect(await send(0, 1000)).toEqual({ has: 1000, whole: true })
      const back = await desk.call(path)
      expect(new Uint8Array(await back.arrayBuffer())).toEqual(photo)
      const part = await desk.call(`${path}?from=990&most=4`)
      expect(new Uint8Array(await part.arrayBuffer())).toEqual(photo.slice(990, 994))
    })

    test('a part that was packed on its way is refused, and the photo comes whole as it is', async () => {
      const desk = await anEnrolledDesk(at())
      const photo = aPhoto(9000)
      const path = `${paths.blob(desk.siteId, sha256Hex(photo))}?from=0&of=${photo.byteLength}`
      const headers = { 'content-encoding': 'gzip' }
      const packed = await desk.call(path, { method: 'PUT', body: gzipSync(photo), headers })
      expect(await packed.json()).toMatchObject({
        code: 'bad-request',
        because: expect.stringContaining('content-encoding'),
      })
      expect(await sendPart(desk, { photo, from: 0, to: 9000 })).toEqual({ has: 9000, whole: true })
    })

    test('the two halves of a photo may be sent while another desk of the site sends the same one', async () => {
      const siteKey = await aPoint(at())
      const [one, two] = [await anEnrolledDesk(at(), { siteKey }), await anEnrolledDesk(at(), { siteKey })]
      const photo = aPhoto(600)
      await sendPart(one, { photo, from: 0, to: 300 })
      expect(await sendPart(two, { photo, from: 0, to: 200 })).toEqual({ has: 200, whole: false })
      expect(await sendPart(one, { photo, from: 300, to: 600 })).toEqual({ has: 600, whole: true })
      expect(await sendPart(two, { photo, from: 200, to: 600 })).toEqual({ has: 600, whole: true })
    })

    test('bytes that are not what the name says are thrown away, and the photo begins anew', async () => {
      const desk = await anEnrolledDesk(at())
      const photo = aPhoto(50)
      const path = `${paths.blob(desk.siteId, sha256Hex(photo))}?from=0&of=50`
      const spoilt = await desk.call(path, { method: 'PUT', body: aPhoto(51).slice(0, 50) })
      expect(await spoilt.json()).toEqual({ has: 0, whole: false })
      expect(await sendPart(desk, { photo, from: 0, to: 50 })).toEqual({ has: 50, whole: true })
    })

    test('of a desk there is one unfinished photo at the centre, and none is longer than a photo may be', async () => {
      const desk = await anEnrolledDesk(at())
      const [left, next] = [aPhoto(300), aPhoto(301)]
      await sendPart(desk, { photo: left, from: 0, to: 100 })
      await sendPart(desk, { photo: next, from: 0, to: 100 })
      expect(await sendPart(desk, { photo: left, from: 0, to: 0 })).toEqual({ has: 0, whole: false })
      const path = paths.blob(desk.siteId, sha256Hex(left))
      const tooLong = await desk.call(`${path}?from=0&of=${blobBytes + 1}`, { method: 'PUT', body: '' })
      expect(tooLong.status).toBe(400)
      const body = new Uint8Array(blobPartBytes + 1)
      const part = await desk.call(`${path}?from=0&of=${blobBytes}`, { method: 'PUT', body })
      expect([part.status, await part.json()]).toEqual([413, { code: 'too-large' }])
    })

    test('a feed that has as many photos as it may takes no more, says so, and goes on with those it has', async () => {
      const desk = await anEnrolledDesk(at())
      const [kept, late] = [aPhoto(40), aPhoto(41)]
      await sendPart(desk, { photo: kept, from: 0, to: 40 })
      const part = (photo: Uint8Array) => ({
        ...{ sha256: sha256Hex(photo), deviceId: desk.deviceId, of: photo.length, from: 0 },
        ...{ bytes: photo, nowMs: 0 },
      })
      await at().centre.books.inFeed(desk.siteId, async (book) => {
        const full = { ...book, blobs: async () => mostPhotos }
        expect(await book.blobs()).toBe(1)
        expect(await takeBlobPart(full, part(late))).toBe('full')
        expect(await takeBlobPart(full, part(kept))).toEqual({ has: 40, whole: true })
      })
    })
  })
}
