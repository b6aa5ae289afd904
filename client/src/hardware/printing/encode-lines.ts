import {
  type ColourPicture,
  type DrawerPin,
  findRealTimeCommand,
  isBlackAt,
  type PrinterLanguage,
  placeRaster,
  type Raster,
  rasterCommands,
  thresholdPicture,
} from '@evertill/crdt-model/printing'
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import { CODE_PAGES, canWrite, inCodePages } from './code-pages.ts'
import { keepCodePages } from './keep-code-pages.ts'
import { DOTS_PER_COLUMN } from './lay-out.ts'
import type { PrintedLine } from './receipt-block.ts'

/**
 * Draws a line that the printer's own characters cannot write.
 * @param shift moves it right by so many dots.
 */
export type DrawLine = (
  line: Extract<PrintedLine, { kind: 'text' }>,
  dots: number,
  shift: number,
) => ColourPicture

export interface EncodeOptions {
  readonly columns: number
  readonly language: PrinterLanguage
  readonly drawLine: DrawLine
}

keepCodePages()

/** A picture that happens to hold a command's bytes is drawn a dot further right. */
const SHIFTS = [0, 1, 2, 3, 4, 5]

/**
 * The bytes of a printed paper: its lines, some feed, a cut. Never holds a real-time command.
 * @throws `RangeError` when no drawing of a line is free of one, which is not known to happen.
 */
export function encodeLines(lines: readonly PrintedLine[], options: EncodeOptions): Uint8Array {
  for (const shift of SHIFTS) {
    const bytes = encodeOnce(lines, options, shift)
    if (findRealTimeCommand(bytes) < 0) return bytes
  }
  throw new RangeError('these lines cannot be printed')
}

/** The pulse that opens the drawer on one of the connector's pins. */
export function encodePulse(language: PrinterLanguage, pin: DrawerPin): Uint8Array {
  // `ESC p m`, 100 ms on and 500 ms off; Star: `ESC BEL`, 200 ms and 200 ms, for the only one that it has here.
  return language === 'esc-pos'
    ? Uint8Array.of(0x1b, 0x70, pin === 2 ? 0 : 1, 50, 250)
    : Uint8Array.of(0x1b, 0x07, 0x14, 0x14, 0x07)
}

function encodeOnce(lines: readonly PrintedLine[], options: EncodeOptions, shift: number): Uint8Array {
  const { columns, language, drawLine } = options
  const dots = columns * DOTS_PER_COLUMN
  const encoder = new ReceiptPrinterEncoder({
    columns,
    language,
    newline: '\n',
    imageMode: 'raster',
    codepageCandidates: [...CODE_PAGES],
    feedBeforeCut: 4,
  })
  encoder.initialize()
  for (const line of lines) {
    if (line.kind === 'qr') encoder.align('center').qrcode(line.data, { size: 5 }).align('left')
    else if (line.kind === 'image') writeRaster(encoder, centered(line.raster, dots, shift), language)
    else if (canWrite(line.text)) writeLine(encoder, line)
    else writeRaster(encoder, thresholdPicture(drawLine(line, dots, shift)), language)
  }
  return withoutLastFeed(encoder.cut('partial').encode())
}

/** The encoder ends its last line after the cut: that would feed blank paper into the next receipt. */
function withoutLastFeed(bytes: Uint8Array): Uint8Array {
  return bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes
}

/** @param shift moves it right by so many dots */
function centered(raster: Raster, dots: number, shift: number): Raster {
  return placeRaster(raster, dots, Math.max(0, Math.floor((dots - raster.width) / 2)) + shift)
}

/** Slices without a gap between them; the encoder's own picture ends with a line feed. Star's has its own commands. */
function writeRaster(encoder: ReceiptPrinterEncoder, raster: Raster, language: PrinterLanguage): void {
  if (language === 'esc-pos') {
    encoder.raw([...rasterCommands(raster)])
    return
  }
  const height = Math.ceil(raster.height / 8) * 8
  const data = new Uint8ClampedArray(raster.width * height * 4).fill(255)
  for (let dot = 0; dot < raster.width * raster.height; dot++) {
    const isBlack = isBlackAt(raster, dot % raster.width, Math.floor(dot / raster.width))
    if (isBlack) data.fill(0, dot * 4, dot * 4 + 3)
  }
  encoder.image({ width: raster.width, height, data }, raster.width, height, 'threshold', 128)
}

function writeLine(encoder: ReceiptPrinterEncoder, line: Extract<PrintedLine, { kind: 'text' }>): void {
  if (line.large) encoder.size(2, 2)
  encoder.bold(line.bold)
  for (const { page, text } of inCodePages(line.text)) encoder.codepage(page).text(text)
  encoder.newline().bold(false)
  if (line.large) encoder.size(1, 1)
}
