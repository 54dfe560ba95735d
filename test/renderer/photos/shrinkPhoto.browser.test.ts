import { expect, test } from 'vitest'
import { shrinkPhoto } from '../../../renderer/screens/photos/shrinkPhoto'

/** As a phone makes it: large, and with the place beside the picture. */
async function aPhonePhoto(width: number, height: number, place: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height)
  const paper = canvas.getContext('2d')
  if (!paper) throw new Error('no canvas')
  paper.fillStyle = 'orange'
  paper.fillRect(0, 0, width, height)
  const jpeg = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer())
  const text = new TextEncoder().encode(`Exif\0\0${place}`)
  const segment = [0xff, 0xe1, (text.length + 2) >> 8, (text.length + 2) & 255, ...text]
  return new Blob([jpeg.slice(0, 2), new Uint8Array(segment), jpeg.slice(2)], { type: 'image/jpeg' })
}

const textOf = async (blob: Blob) => new TextDecoder('latin1').decode(await blob.arrayBuffer())

test('a photo is made small enough to send, and where it was taken does not come along', async () => {
  const photo = await aPhonePhoto(4000, 3000, 'GPS 31.2304,121.4737')
  expect(await textOf(photo)).toContain('31.2304')
  const taken = await shrinkPhoto(photo)
  if (!taken) throw new Error('not read')
  const { terms, picture } = taken
  expect(terms).toMatchObject({ width: 1600, height: 1200, bytes: picture.size, mime: 'image/jpeg' })
  expect(await textOf(picture)).not.toMatch(/Exif|31\.2304/)
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await picture.arrayBuffer()))
  expect(terms.sha256).toBe([...hash].map((byte) => byte.toString(16).padStart(2, '0')).join(''))
  const drawn = await createImageBitmap(picture)
  expect([drawn.width, drawn.height]).toEqual([1600, 1200])
})

test('a small photo keeps its size, and what is no picture is refused', async () => {
  expect((await shrinkPhoto(await aPhonePhoto(40, 300, '')))?.terms).toMatchObject({ width: 40, height: 300 })
  expect(await shrinkPhoto(new Blob(['a bill'], { type: 'image/jpeg' }))).toBeUndefined()
})
