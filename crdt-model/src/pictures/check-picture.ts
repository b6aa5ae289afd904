import { jpegParts } from './jpeg-parts.ts'
import type { PictureParts, PictureType } from './picture-parts.ts'
import { webpParts } from './webp-parts.ts'

/** The most bytes of a picture: five hundred of them are what a till downloads in a minute on a bad line. */
export const PICTURE_BYTES = 24 * 1024
/** The most pixels along a side: what a tile takes on a dense screen, and some more. */
const LONGEST_SIDE = 640

/** Why bytes are not taken as a picture. SPEC V2. */
export type PictureProblem =
  | 'not-a-picture'
  | 'picture-too-large'
  | 'not-square'
  | 'too-many-pixels'
  | 'animated'
  | 'more-than-a-picture'

export type PictureCheck =
  | { readonly ok: true; readonly type: PictureType }
  | { readonly ok: false; readonly problem: PictureProblem }

/** Whether the bytes are a picture as products have it. Pure, never throws, decodes nothing. SPEC V2. */
export function checkPicture(bytes: Uint8Array): PictureCheck {
  // First: nobody's large file is looked through.
  if (bytes.length > PICTURE_BYTES) return { ok: false, problem: 'picture-too-large' }
  const parts = partsOf(bytes)
  if (parts === undefined) return { ok: false, problem: 'not-a-picture' }
  const problem = problemOf(parts)
  return problem === null ? { ok: true, type: parts.type } : { ok: false, problem }
}

/** The picture without anything else that its file holds (place, camera, thumbnail), or undefined when it is none. */
export function barePicture(bytes: Uint8Array): Uint8Array | undefined {
  return partsOf(bytes)?.bare
}

function partsOf(bytes: Uint8Array): PictureParts | undefined {
  return webpParts(bytes) ?? jpegParts(bytes)
}

function problemOf(parts: PictureParts): PictureProblem | null {
  if (parts.isAnimated) return 'animated'
  if (parts.width !== parts.height || parts.width === 0) return 'not-square'
  if (parts.width > LONGEST_SIDE) return 'too-many-pixels'
  return parts.hasMore ? 'more-than-a-picture' : null
}
