import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const WIDTH = 640
const HEIGHT = 360
const MODULE = 4
const FRAMES = 10
const WHITE = 235
const BLACK = 16
const GREY = 128

/** The modules of the left digits with odd parity; the others follow from them. */
const ODD = [
  '0001101',
  '0011001',
  '0010011',
  '0111101',
  '0100011',
  '0110001',
  '0101111',
  '0111011',
  '0110111',
  '0001011',
]
/** Which of the left digits have odd parity, by the first digit. */
const PARITY = [
  'OOOOOO',
  'OOEOEE',
  'OOEEOE',
  'OOEEEO',
  'OEOOEE',
  'OEEOOE',
  'OEEEOO',
  'OEOEOE',
  'OEOEEO',
  'OEEOEO',
]

/** A film of an EAN-13 held still, as Chromium takes for a camera's picture. @returns the path of the file */
export async function barcodeVideo(ean13: string): Promise<string> {
  const row = new Uint8Array(WIDTH).fill(WHITE)
  const modules = modulesOf(ean13)
  const start = Math.floor((WIDTH - modules.length * MODULE) / 2)
  for (let x = 0; x < modules.length * MODULE; x++) {
    if (modules.charAt(Math.floor(x / MODULE)) === '1') row[start + x] = BLACK
  }
  const blank = new Uint8Array(WIDTH).fill(WHITE)
  const luma = Array.from({ length: HEIGHT }, (_, y) => (y > 80 && y < HEIGHT - 80 ? row : blank))
  const chroma = new Uint8Array((WIDTH / 2) * (HEIGHT / 2) * 2).fill(GREY)
  const frame = Buffer.concat([Buffer.from('FRAME\n'), ...luma, chroma])
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`)
  const path = join(await mkdtemp(join(tmpdir(), 'evertill-camera-')), 'barcode.y4m')
  await writeFile(path, Buffer.concat([header, ...Array.from({ length: FRAMES }, () => frame)]))
  return path
}

function modulesOf(ean13: string): string {
  const digits = [...ean13].map(Number)
  const parity = PARITY[digits[0] ?? 0] ?? ''
  const left = digits.slice(1, 7).map((digit, i) => {
    const odd = ODD[digit] ?? ''
    return parity.charAt(i) === 'O' ? odd : reversed(inverted(odd))
  })
  const right = digits.slice(7).map(digit => inverted(ODD[digit] ?? ''))
  return `101${left.join('')}01010${right.join('')}101`
}

function inverted(modules: string): string {
  return [...modules].map(module => (module === '1' ? '0' : '1')).join('')
}

function reversed(modules: string): string {
  return [...modules].reverse().join('')
}
