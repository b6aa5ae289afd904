import { MAX_LOGO_HEIGHT, MAX_LOGO_WIDTH, type ReceiptLogo } from '@evertill/crdt-model'
import { ditherPicture, thresholdPicture } from '@evertill/crdt-model/printing'
import { toBase64 } from '../../local/base64.ts'

/** How colours become black and white: by patterns of dots, or by a line between dark and light. */
export const LOGO_WAYS = ['dither', 'threshold'] as const
export type LogoWay = (typeof LOGO_WAYS)[number]

/** A photograph of a phone has some 5 MB. */
const MAX_FILE_BYTES = 10 * 1024 * 1024

/** A picture file as a logo, no larger than every paper of the trade; null when it is none that a browser reads. */
export async function readLogoFile(file: Blob, way: LogoWay): Promise<ReceiptLogo | null> {
  if (file.size > MAX_FILE_BYTES || !/^image\/(png|jpeg|webp)$/.test(file.type)) return null
  try {
    const picture = await createImageBitmap(file)
    const { width, height } = logoSize(picture)
    const context = new OffscreenCanvas(width, height).getContext('2d')
    if (context === null) return null
    context.imageSmoothingQuality = 'high'
    context.drawImage(picture, 0, 0, width, height)
    picture.close()
    const colours = context.getImageData(0, 0, width, height)
    const raster = way === 'dither' ? ditherPicture(colours) : thresholdPicture(colours)
    return { width: raster.width, height: raster.height, dots: toBase64(raster.dots) }
  } catch {
    return null
  }
}

/** As large as the paper allows and no larger than it is, with its own proportions; of whole bytes. */
export function logoSize(picture: { readonly width: number; readonly height: number }): {
  readonly width: number
  readonly height: number
} {
  const scale = Math.min(1, MAX_LOGO_WIDTH / picture.width, MAX_LOGO_HEIGHT / picture.height)
  const width = Math.max(8, Math.floor((picture.width * scale) / 8) * 8)
  const height = Math.min(MAX_LOGO_HEIGHT, Math.max(1, Math.round((picture.height * width) / picture.width)))
  return { width, height }
}
