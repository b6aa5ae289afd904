/** What pictures may be: what every browser shows, and of which every browser can make one. */
export type PictureType = 'image/webp' | 'image/jpeg'

/** A picture's file taken apart, without decoding it. */
export interface PictureParts {
  readonly type: PictureType
  readonly width: number
  readonly height: number
  /** Several pictures one after the other. */
  readonly isAnimated: boolean
  /** Holds more than the picture: where and when it was taken, a text, a colour profile, bytes behind its end. */
  readonly hasMore: boolean
  /** The same picture and nothing else. */
  readonly bare: Uint8Array
}

/** The bytes as numbers. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Bytes put one behind the other. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
