import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEscPos } from './escpos-token.ts'
import {
  type ColourPicture,
  ditherPicture,
  isBlackAt,
  placeRaster,
  type Raster,
  rasterCommands,
  thresholdPicture,
} from './raster.ts'

/** A picture by the lightness of its dots, 0 to 255. */
function picture(width: number, height: number, light: (x: number, y: number) => number): ColourPicture {
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let dot = 0; dot < width * height; dot++)
    data.fill(light(dot % width, Math.floor(dot / width)), dot * 4, dot * 4 + 3)
  return { width, height, data }
}

function countBlack(raster: Raster): number {
  let count = 0
  for (let y = 0; y < raster.height; y++)
    for (let x = 0; x < raster.width; x++) if (isBlackAt(raster, x, y)) count++
  return count
}

describe('a picture in black and white', () => {
  it.each([0, 32, 64, 128, 192, 255])('keeps a grey of %i as so many dots', light => {
    const black = countBlack(ditherPicture(picture(64, 64, () => light))) / 64 ** 2
    expect(Math.abs(black - (1 - light / 255))).toBeLessThan(0.03)
  })

  it('leaves black and white alone', () => {
    const chess = picture(24, 8, (x, y) => ((x + y) % 2 === 0 ? 0 : 255))
    expect(ditherPicture(chess)).toEqual(thresholdPicture(chess))
    expect(isBlackAt(ditherPicture(chess), 0, 0)).toBe(true)
    expect(isBlackAt(ditherPicture(chess), 1, 0)).toBe(false)
  })

  it('takes what is transparent for paper', () => {
    const clear = picture(8, 1, () => 0)
    clear.data.fill(0)
    expect(countBlack(ditherPicture(clear))).toBe(0)
  })

  it('fills up to whole bytes with white', () => {
    const raster = thresholdPicture(picture(10, 2, () => 0))
    expect([raster.width, raster.dots.length, countBlack(raster)]).toEqual([16, 4, 20])
  })
})

it('comes to the printer whole, dot for dot, wherever it is placed and however high it is', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 120 }),
      fc.nat(20),
      fc.nat(1000),
      (width, height, left, seed) => {
        const small = thresholdPicture(picture(width, height, (x, y) => ((x * 7 + y * 13 + seed) % 3) * 100))
        const placed = placeRaster(small, 64, left)
        const tokens = readEscPos(rasterCommands(placed))
        expect(tokens.every(token => token.kind === 'command' && token.name === 'v')).toBe(true)
        const rows = tokens.flatMap(token => (token.kind === 'command' ? [...token.data.subarray(6)] : []))
        expect(Uint8Array.from(rows)).toEqual(placed.dots)
        expect(countBlack(placed)).toBe(countBlack(small))
      },
    ),
  )
})
