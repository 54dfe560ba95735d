import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { TakenPhoto } from '../../commands/keepPhoto'

/** Pixels of the longer side: enough to read a label on. */
const longestSide = 1600
const mime = 'image/jpeg'
/** The first that is small enough is taken. */
const qualities = [0.8, 0.6, 0.4]
const mostBytes = 2 ** 20

/**
 * Drawn anew and smaller, upright, as a JPEG: nothing of what the camera wrote beside the picture comes along, so
 * neither place nor time nor device. Undefined when it is no picture this machine can read.
 */
export async function shrinkPhoto(file: Blob): Promise<TakenPhoto | undefined> {
  const image = await createImageBitmap(file).catch(() => undefined)
  if (!image) return undefined
  try {
    const scale = Math.min(1, longestSide / Math.max(image.width, image.height))
    const width = Math.max(1, Math.round(image.width * scale))
    const height = Math.max(1, Math.round(image.height * scale))
    const picture = await drawn(image, width, height)
    if (!picture) return undefined
    const name = bytesToHex(sha256(new Uint8Array(await picture.arrayBuffer())))
    return { terms: { sha256: name, bytes: picture.size, width, height, mime }, picture }
  } finally {
    image.close()
  }
}

async function drawn(image: ImageBitmap, width: number, height: number): Promise<Blob | undefined> {
  const canvas = new OffscreenCanvas(width, height)
  const paper = canvas.getContext('2d')
  if (!paper) return undefined
  // A JPEG knows nothing transparent: what was, would be black.
  paper.fillStyle = 'white'
  paper.fillRect(0, 0, width, height)
  paper.imageSmoothingQuality = 'high'
  paper.drawImage(image, 0, 0, width, height)
  for (const quality of qualities) {
    const picture = await canvas.convertToBlob({ type: mime, quality })
    if (picture.size <= mostBytes) return picture
  }
  return undefined
}
