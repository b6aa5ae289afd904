import { barePicture, checkPicture, PICTURE_BYTES } from '@evertill/crdt-model'

/** Why a file does not become a picture. */
export type PictureFileProblem = 'unreadable' | 'too-heavy' | 'too-detailed'

export type PreparedPicture =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly problem: PictureFileProblem }

/** What a browser takes apart without trouble; a phone's photo has 3 to 12 MB. */
const HEAVIEST = 50 * 1024 * 1024
/** Pixels along a side, tried in turn: a tile shows 72 on a screen of three times the density. */
const SIDES = [320, 256, 192, 128]
const QUALITIES = [0.85, 0.7, 0.5]

/**
 * Makes a product's picture of a file: the square in its middle, as large as fits, without what else the file says
 * (place, camera). Pictures only: a drawing in SVG is a program. SPEC V2.
 */
export async function preparePicture(file: Blob): Promise<PreparedPicture> {
  if (file.size > HEAVIEST) return { ok: false, problem: 'too-heavy' }
  if (file.type === 'image/svg+xml') return { ok: false, problem: 'unreadable' }
  let image: ImageBitmap
  try {
    image = await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    return { ok: false, problem: 'unreadable' }
  }
  try {
    return await shrink(image)
  } finally {
    image.close()
  }
}

async function shrink(image: ImageBitmap): Promise<PreparedPicture> {
  const least = Math.min(image.width, image.height)
  for (const side of SIDES) {
    // Nothing is enlarged, but for what is smaller than all.
    if (side > least && side !== SIDES.at(-1)) continue
    const canvas = drawSquare(image, Math.min(side, Math.max(least, 1)))
    for (const quality of QUALITIES) {
      const bytes = await encode(canvas, quality)
      if (bytes !== undefined && bytes.length <= PICTURE_BYTES && checkPicture(bytes).ok)
        return { ok: true, bytes }
    }
  }
  return { ok: false, problem: 'too-detailed' }
}

/** The middle of the image on white: what is see-through is looked at on paper, too. */
function drawSquare(image: ImageBitmap, side: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = side
  canvas.height = side
  const context = canvas.getContext('2d')
  if (context === null) return canvas
  const least = Math.min(image.width, image.height)
  const [left, top] = [(image.width - least) / 2, (image.height - least) / 2]
  context.imageSmoothingQuality = 'high'
  context.fillStyle = '#fff'
  context.fillRect(0, 0, side, side)
  context.drawImage(image, left, top, least, least, 0, 0, side, side)
  return canvas
}

/** As WebP, or as JPEG where the browser writes no WebP (Safari). */
async function encode(canvas: HTMLCanvasElement, quality: number): Promise<Uint8Array | undefined> {
  const webp = await toBlob(canvas, 'image/webp', quality)
  const blob = webp?.type === 'image/webp' ? webp : await toBlob(canvas, 'image/jpeg', quality)
  return blob === null ? undefined : barePicture(new Uint8Array(await blob.arrayBuffer()))
}

function toBlob(canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob | null> {
  return new Promise(resolve => canvas.toBlob(resolve, type, quality))
}
