import { sameBytes } from '../log/same-bytes.ts'
import { joinBytes, type PictureParts, viewOf } from './picture-parts.ts'

/** RIFF, its size, WEBP. */
const HEADER_BYTES = 12
/** A chunk's name and its size. */
const CHUNK_HEADER_BYTES = 8
/** Of the extended header: the picture has an alpha plane; there are several pictures. */
const ALPHA_FLAG = 0x10
const ANIMATION_FLAG = 0x02

interface Chunk {
  readonly name: string
  readonly content: Uint8Array
  /** With its header and the byte that makes its length even. */
  readonly whole: Uint8Array
}

/**
 * Takes a WebP file apart (RFC 9649). Never throws.
 * @returns undefined when it is none, or is cut off
 */
export function webpParts(bytes: Uint8Array): PictureParts | undefined {
  const chunks = readChunks(bytes)
  const image = chunks?.find(chunk => chunk.name === 'VP8 ' || chunk.name === 'VP8L')
  const extended = chunks?.find(chunk => chunk.name === 'VP8X')
  const isAnimated =
    chunks?.some(chunk => chunk.name === 'ANIM' || chunk.name === 'ANMF') === true ||
    (extended !== undefined && ((extended.content[0] ?? 0) & ANIMATION_FLAG) !== 0)
  if (chunks === undefined || (image === undefined && !isAnimated)) return undefined
  const size = image === undefined ? canvasSize(extended) : imageSize(image)
  if (size === undefined) return undefined
  const kept = bareChunks(chunks, image)
  const bare = withHeader(kept)
  return { type: 'image/webp', ...size, isAnimated, hasMore: !sameBytes(bare, bytes), bare }
}

function readChunks(bytes: Uint8Array): Chunk[] | undefined {
  if (bytes.length < HEADER_BYTES || nameAt(bytes, 0) !== 'RIFF' || nameAt(bytes, 8) !== 'WEBP')
    return undefined
  const view = viewOf(bytes)
  const end = view.getUint32(4, true) + CHUNK_HEADER_BYTES
  if (end > bytes.length) return undefined
  const chunks: Chunk[] = []
  for (let at = HEADER_BYTES; at < end; ) {
    if (at + CHUNK_HEADER_BYTES > end) return undefined
    const length = view.getUint32(at + 4, true)
    const from = at + CHUNK_HEADER_BYTES
    const next = from + length + (length % 2)
    if (next > end) return undefined
    const content = bytes.subarray(from, from + length)
    chunks.push({ name: nameAt(bytes, at), content, whole: bytes.subarray(at, next) })
    at = next
  }
  return chunks
}

/** The picture, its alpha plane and the header that says there is one. */
function bareChunks(chunks: readonly Chunk[], image: Chunk | undefined): Uint8Array[] {
  if (image === undefined) return []
  const alpha = chunks.find(chunk => chunk.name === 'ALPH')
  const extended = chunks.find(chunk => chunk.name === 'VP8X')
  if (alpha === undefined || extended === undefined || image.name !== 'VP8 ') return [image.whole]
  const header = extended.whole.slice()
  header[CHUNK_HEADER_BYTES] = ALPHA_FLAG
  return [header, alpha.whole, image.whole]
}

function withHeader(chunks: readonly Uint8Array[]): Uint8Array {
  // RIFF, its size, WEBP.
  const header = Uint8Array.of(0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50)
  const all = joinBytes([header, ...chunks])
  viewOf(all).setUint32(4, all.length - CHUNK_HEADER_BYTES, true)
  return all
}

interface Size {
  readonly width: number
  readonly height: number
}

function imageSize({ name, content }: Chunk): Size | undefined {
  if (content.length < 10) return undefined
  const view = viewOf(content)
  if (name === 'VP8 ') {
    const isKeyFrame = ((content[0] ?? 0) & 1) === 0 && view.getUint16(3) === 0x9d01 && content[5] === 0x2a
    return isKeyFrame
      ? { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff }
      : undefined
  }
  if (content[0] !== 0x2f) return undefined
  const bits = view.getUint32(1, true)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

function canvasSize(extended: Chunk | undefined): Size | undefined {
  if (extended === undefined || extended.content.length < 10) return undefined
  const view = viewOf(extended.content)
  const part = (at: number) => view.getUint16(at, true) + ((extended.content[at + 2] ?? 0) << 16) + 1
  return { width: part(4), height: part(7) }
}

function nameAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}
