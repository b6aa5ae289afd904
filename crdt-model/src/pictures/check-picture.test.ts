import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SAMPLE_PICTURES } from '../testing/sample-pictures.ts'
import { barePicture, checkPicture, PICTURE_BYTES } from './check-picture.ts'
import { joinBytes, viewOf } from './picture-parts.ts'

const { lossless, lossy, jpeg } = SAMPLE_PICTURES
const samples = Object.values(SAMPLE_PICTURES)
const ascii = (text: string) => new TextEncoder().encode(text)

/** A WebP file with one chunk more at its end. */
function withChunk(webp: Uint8Array, name: string, content: Uint8Array): Uint8Array {
  const length = new Uint8Array(4)
  viewOf(length).setUint32(0, content.length, true)
  const all = joinBytes([webp, ascii(name), length, content, new Uint8Array(content.length % 2)])
  viewOf(all).setUint32(4, all.length - 8, true)
  return all
}

/** A JPEG file with a segment behind its start. */
function withSegment(marker: number, content: Uint8Array): Uint8Array {
  const length = content.length + 2
  const head = Uint8Array.of(0xff, marker, length >> 8, length & 0xff)
  return joinBytes([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)])
}

const problemOf = (bytes: Uint8Array) => {
  const check = checkPicture(bytes)
  return check.ok ? null : check.problem
}

describe('pictures', () => {
  it('V2 takes a still, square WebP or JPEG', () => {
    expect(checkPicture(lossless)).toEqual({ ok: true, type: 'image/webp' })
    expect(checkPicture(lossy)).toEqual({ ok: true, type: 'image/webp' })
    expect(checkPicture(jpeg)).toEqual({ ok: true, type: 'image/jpeg' })
  })

  it.each([
    [
      'a drawing with scripts',
      ascii('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    ],
    ['a page', ascii('<!doctype html><script>alert(1)</script>')],
    ['a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13)],
    ['a GIF', ascii('GIF89a\x01\x00\x01\x00')],
    ['nothing', new Uint8Array()],
    ['a WebP without a picture', ascii('RIFF\x04\x00\x00\x00WEBP')],
  ])('V2 refuses %s', (_, bytes) => {
    expect(problemOf(bytes)).toBe('not-a-picture')
  })

  it('V2 refuses what is too large, before it looks into it', () => {
    expect(problemOf(joinBytes([lossless, new Uint8Array(PICTURE_BYTES)]))).toBe('picture-too-large')
  })

  it('V2 refuses other shapes, too many pixels and films', () => {
    const wide = jpeg.slice()
    // Height and width stand in the frame's head (0xff 0xc0), behind its length and its precision.
    const frame = wide.findIndex((byte, at) => byte === 0xff && wide[at + 1] === 0xc0)
    wide[frame + 6] = 8
    expect(problemOf(wide)).toBe('not-square')
    const huge = lossless.slice()
    // 16,384 each way: fourteen bits less one.
    huge.set([0xff, 0xff, 0xff, 0x0f], 21)
    expect(problemOf(huge)).toBe('too-many-pixels')
    expect(problemOf(withChunk(lossless, 'ANIM', new Uint8Array(6)))).toBe('animated')
  })

  it('V2 refuses whatever is no part of the picture, and takes it out', () => {
    const more = [
      withChunk(lossless, 'EXIF', ascii('GPS 52.1, 4.3')),
      withChunk(lossy, 'XMP ', ascii('<x:xmpmeta/>')),
      withChunk(lossy, 'ICCP', new Uint8Array(7)),
      joinBytes([lossy, ascii('behind it')]),
      withSegment(0xe1, ascii('Exif\0\0GPS 52.1, 4.3')),
      withSegment(0xfe, ascii('a comment')),
      joinBytes([jpeg, ascii('behind it')]),
    ]
    for (const bytes of more) {
      expect(problemOf(bytes)).toBe('more-than-a-picture')
      const bare = barePicture(bytes) ?? new Uint8Array()
      expect(checkPicture(bare).ok).toBe(true)
      expect(samples).toContainEqual(bare)
    }
  })

  it('V2 keeps the alpha plane of a lossy picture, and nothing else of its header', () => {
    const header = Uint8Array.of(0x3c, 0, 0, 0, 15, 0, 0, 15, 0, 0)
    const alpha = Uint8Array.of(0, 1, 2, 3)
    const chunks = withChunk(withChunk(ascii('RIFF\0\0\0\0WEBP'), 'VP8X', header), 'ALPH', alpha)
    const whole = joinBytes([chunks, lossy.subarray(12)])
    viewOf(whole).setUint32(4, whole.length - 8, true)
    const bare = barePicture(whole) ?? new Uint8Array()
    expect(bare.length).toBe(whole.length)
    expect(bare[20]).toBe(0x10)
    expect(checkPicture(bare)).toEqual({ ok: true, type: 'image/webp' })
  })

  it('V2 never throws, whatever the bytes, cut off or altered', () => {
    const damaged = fc
      .record({
        of: fc.constantFrom(...samples),
        length: fc.nat(300),
        changes: fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { maxLength: 6 }),
      })
      .map(({ of, length, changes }) => {
        const bytes = of.slice(0, length)
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
        return bytes
      })
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 64 })), bytes => {
        const bare = barePicture(bytes)
        expect(checkPicture(bytes).ok && bare === undefined).toBe(false)
        // Taking out what is too much once is enough.
        if (bare !== undefined) expect(barePicture(bare)).toEqual(bare)
      }),
    )
  })

  it('V2 takes no file that was cut off', () => {
    for (const whole of samples) {
      for (let length = 0; length < whole.length; length++) {
        expect(checkPicture(whole.subarray(0, length)).ok).toBe(false)
      }
    }
  })
})
