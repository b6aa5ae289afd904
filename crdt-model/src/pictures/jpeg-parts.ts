import { joinBytes, type PictureParts, viewOf } from './picture-parts.ts'

/** Markers of ITU-T T.81, table B.1: the second byte of each, the first being 0xff. */
const START = 0xd8
const END = 0xd9
const SCAN = 0xda
/** Baseline, extended and progressive frames with Huffman codes: what browsers show. */
const FRAMES = [0xc0, 0xc1, 0xc2]
/** Tables that a picture is decoded with: Huffman, quantisation, restart interval. */
const TABLES = [0xc4, 0xdb, 0xdd]
/** The head of a JFIF file. */
const JFIF = 0xe0

interface Segment {
  readonly marker: number
  readonly whole: Uint8Array
}

/**
 * Takes a JPEG file apart. Never throws.
 * @returns undefined when it is none, or is cut off
 */
export function jpegParts(bytes: Uint8Array): PictureParts | undefined {
  const segments = readSegments(bytes)
  const frame = segments?.find(segment => FRAMES.includes(segment.marker))
  if (segments === undefined || frame === undefined || frame.whole.length < 9) return undefined
  const view = viewOf(frame.whole)
  const bare = joinBytes(segments.filter(segment => isOfPicture(segment.marker)).map(each => each.whole))
  return {
    type: 'image/jpeg',
    width: view.getUint16(7),
    height: view.getUint16(5),
    isAnimated: false,
    hasMore: bare.length !== bytes.length,
    bare,
  }
}

function isOfPicture(marker: number): boolean {
  return [START, END, SCAN, JFIF, ...FRAMES, ...TABLES].includes(marker)
}

/** The segments up to the end of the picture; a scan with what was coded behind it. */
function readSegments(bytes: Uint8Array): Segment[] | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== START) return undefined
  const segments: Segment[] = [{ marker: START, whole: bytes.subarray(0, 2) }]
  for (let at = 2; ; ) {
    const marker = bytes[at + 1]
    if (bytes[at] !== 0xff || marker === undefined) return undefined
    if (marker === END) return [...segments, { marker, whole: bytes.subarray(at, at + 2) }]
    const length = at + 4 > bytes.length ? 0 : viewOf(bytes).getUint16(at + 2)
    if (length < 2) return undefined
    const headerEnd = at + 2 + length
    const end = marker === SCAN ? endOfScan(bytes, headerEnd) : headerEnd
    if (end > bytes.length) return undefined
    segments.push({ marker, whole: bytes.subarray(at, end) })
    at = end
  }
}

/** Where the next marker stands that is neither a stuffed 0xff nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    const next = bytes[at + 1] ?? 0
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length + 1
}
