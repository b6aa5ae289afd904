/** A picture of one bit a dot, black where it is set; rows of whole bytes, the leftmost dot the highest bit. */
export interface Raster {
  /** Dots: a multiple of 8. */
  readonly width: number
  readonly height: number
  readonly dots: Uint8Array
}

/** A picture in colours, as `ImageData` has it: four bytes a dot. */
export interface ColourPicture {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

/**
 * Black and white from colours by error diffusion (Floyd and Steinberg, 1976): what a dot is too dark or too light
 * goes on to its neighbours, so that a photograph keeps its greys. What is transparent is paper.
 */
export function ditherPicture(picture: ColourPicture): Raster {
  const { width, height } = picture
  const grey = greyOf(picture)
  return rasterOf(width, height, (x, y) => {
    const at = y * width + x
    const isBlack = (grey[at] ?? 0) < 128
    const error = (grey[at] ?? 0) - (isBlack ? 0 : 255)
    const pass = (dx: number, dy: number, part: number) => {
      if (x + dx < 0 || x + dx >= width) return
      const to = at + dy * width + dx
      if (to < grey.length) grey[to] = (grey[to] ?? 0) + (error * part) / 16
    }
    pass(1, 0, 7)
    pass(-1, 1, 3)
    pass(0, 1, 5)
    pass(1, 1, 1)
    return isBlack
  })
}

/** Black and white from colours: dots darker than the middle are black. For drawings and letters. */
export function thresholdPicture(picture: ColourPicture): Raster {
  const grey = greyOf(picture)
  return rasterOf(picture.width, picture.height, (x, y) => (grey[y * picture.width + x] ?? 0) < 128)
}

/** The picture on paper of so many dots, so far from its left edge. What does not fit is cut off. */
export function placeRaster(raster: Raster, paperDots: number, left: number): Raster {
  return rasterOf(paperDots, raster.height, (x, y) => isBlackAt(raster, x - left, y))
}

export function isBlackAt({ width, height, dots }: Raster, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= width || y >= height) return false
  return ((dots[(y * width + x) >> 3] ?? 0) & (0x80 >> (x & 7))) !== 0
}

/** The raster commands (`GS v 0`) of a picture, in slices that fit the memory of every printer. */
export function rasterCommands({ width, height, dots }: Raster): Uint8Array {
  const rowBytes = width / 8
  const pieces: number[] = []
  for (let top = 0; top < height; top += SLICE_ROWS) {
    const rows = Math.min(SLICE_ROWS, height - top)
    pieces.push(0x1d, 0x76, 0x30, 0, rowBytes & 0xff, rowBytes >> 8, rows & 0xff, rows >> 8)
    for (const byte of dots.subarray(top * rowBytes, (top + rows) * rowBytes)) pieces.push(byte)
  }
  return Uint8Array.from(pieces)
}

/** Rows of one command: 72 bytes each on the widest paper, some 3 KB. */
const SLICE_ROWS = 48

/** Asked row by row, from left to right. The width is rounded up to whole bytes with white. */
function rasterOf(width: number, height: number, isBlack: (x: number, y: number) => boolean): Raster {
  const rowBytes = Math.ceil(width / 8)
  const dots = new Uint8Array(rowBytes * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * rowBytes + (x >> 3)
      if (isBlack(x, y)) dots[at] = (dots[at] ?? 0) | (0x80 >> (x & 7))
    }
  }
  return { width: rowBytes * 8, height, dots }
}

/** How light each dot is, 0 to 255, by the weights of ITU-R BT.601. */
function greyOf({ data }: ColourPicture): Float32Array {
  const grey = new Float32Array(data.length / 4)
  for (let dot = 0; dot < grey.length; dot++) {
    const [red = 0, green = 0, blue = 0, alpha = 255] = data.subarray(dot * 4, dot * 4 + 4)
    const light = 0.299 * red + 0.587 * green + 0.114 * blue
    grey[dot] = 255 + ((light - 255) * alpha) / 255
  }
  return grey
}
