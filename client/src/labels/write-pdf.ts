import type { Dots, LabelFace, LabelMark, LabelSize, TextMark } from './label-mark.ts'
import { winAnsiByte } from './type-metrics.ts'

/** A page of labels: lengths in millimetres, from its upper left corner. */
export interface LabelPage {
  readonly size: LabelSize
  readonly faces: readonly { readonly x: number; readonly y: number; readonly face: LabelFace }[]
}

const POINTS = 72 / 25.4
const LATIN = new TextEncoder()
/** Every reader has these two: nothing is embedded, and their widths are what labels are laid out by. */
const FONTS = { regular: ['F1', 'Helvetica'], bold: ['F2', 'Helvetica-Bold'] } as const

/**
 * Pages of labels as a PDF (1.4): stripes as filled rectangles, texts in PDF's own Helvetica, letters that it lacks
 * as dots. To be printed at its size: pages say so to readers that ask.
 */
export async function writePdf(pages: readonly LabelPage[]): Promise<Uint8Array> {
  const objects = new PdfObjects()
  const tree = objects.reserve()
  const fonts = Object.values(FONTS).map(([name, base]) => {
    const font = `<</Type/Font/Subtype/Type1/BaseFont/${base}/Encoding/WinAnsiEncoding>>`
    return `/${name} ${objects.add(font)} 0 R`
  })
  const kids: string[] = []
  for (const page of pages) kids.push(`${await addPage(objects, page, tree, fonts.join(''))} 0 R`)
  objects.set(tree, `<</Type/Pages/Count ${kids.length}/Kids[${kids.join(' ')}]>>`)
  const preferences = '/ViewerPreferences<</PrintScaling/None>>'
  return objects.finish(objects.add(`<</Type/Catalog/Pages ${tree} 0 R${preferences}>>`))
}

async function addPage(objects: PdfObjects, page: LabelPage, tree: number, fonts: string): Promise<number> {
  const pictures: string[] = []
  const drawing: string[] = []
  for (const { x, y, face } of page.faces) {
    for (const mark of face.marks) {
      const place = (left: number, top: number) =>
        [number((x + left) * POINTS), number((page.size.height - y - top) * POINTS)] as const
      if (mark.kind === 'dots') {
        const name = `I${pictures.length}`
        pictures.push(`/${name} ${await addDots(objects, mark.dots)} 0 R`)
        drawing.push(drawPicture(name, mark, place))
      } else drawing.push(mark.kind === 'text' ? drawText(mark, place) : drawStripes(mark, place))
    }
  }
  const content = await objects.addStream('', LATIN.encode(drawing.join('\n')))
  const box = `${number(page.size.width * POINTS)} ${number(page.size.height * POINTS)}`
  const resources = `<</Font<<${fonts}>>/XObject<<${pictures.join('')}>>>>`
  return objects.add(
    `<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 ${box}]/Resources${resources}/Contents ${content} 0 R>>`,
  )
}

type Place = (left: number, top: number) => readonly [string, string]

function drawText(mark: TextMark, place: Place): string {
  const [name] = FONTS[mark.font]
  const [x, y] = place(mark.x, mark.baseline)
  const bytes = [...mark.text].map(letter => winAnsiByte(letter) ?? 0x3f)
  return `BT/${name} ${number(mark.size * POINTS)} Tf ${x} ${y} Td<${bytes.map(byteHex).join('')}>Tj ET`
}

function drawStripes(mark: Extract<LabelMark, { kind: 'bars' }>, place: Place): string {
  const height = number(mark.height * POINTS)
  const stripes = mark.bars.stripes.map(({ at, width }) => {
    const [x, y] = place(mark.x + at * mark.module, mark.top + mark.height)
    return `${x} ${y} ${number(width * mark.module * POINTS)} ${height} re`
  })
  return `${stripes.join('\n')} f`
}

function drawPicture(name: string, mark: Extract<LabelMark, { kind: 'dots' }>, place: Place): string {
  const [x, y] = place(mark.x, mark.top + mark.height)
  return `q ${number(mark.width * POINTS)} 0 0 ${number(mark.height * POINTS)} ${x} ${y} cm/${name} Do Q`
}

/** A stencil: where a bit is set, it is black. */
function addDots(objects: PdfObjects, { columns, rows, bytes }: Dots): Promise<number> {
  const form = `/Type/XObject/Subtype/Image/ImageMask true/BitsPerComponent 1/Decode[1 0]`
  return objects.addStream(`${form}/Width ${columns}/Height ${rows}`, bytes)
}

/** The numbered objects of a file, and where each begins. */
class PdfObjects {
  readonly #bodies: (readonly Uint8Array[])[] = []

  /** @returns the number of an object that is written later, by `set`. */
  reserve(): number {
    return this.#bodies.push([])
  }

  set(id: number, body: string): void {
    this.#bodies[id - 1] = [LATIN.encode(body)]
  }

  add(body: string): number {
    return this.#bodies.push([LATIN.encode(body)])
  }

  async addStream(entries: string, bytes: Uint8Array): Promise<number> {
    const packed = await deflate(bytes)
    const head = LATIN.encode(`<<${entries}/Filter/FlateDecode/Length ${packed.length}>>stream\n`)
    return this.#bodies.push([head, packed, LATIN.encode('\nendstream')])
  }

  /** @param root the catalog. */
  finish(root: number): Uint8Array {
    const parts: Uint8Array[] = []
    let length = 0
    const write = (bytes: Uint8Array) => {
      parts.push(bytes)
      length += bytes.length
    }
    // The second line tells programs that the file is not text.
    write(Uint8Array.of(...LATIN.encode('%PDF-1.4\n%'), 0xe2, 0xe3, 0xcf, 0xd3, 0x0a))
    const offsets = this.#bodies.map((body, index) => {
      const offset = length
      write(LATIN.encode(`${index + 1} 0 obj\n`))
      for (const bytes of body) write(bytes)
      write(LATIN.encode('\nendobj\n'))
      return offset
    })
    const table = length
    const rows = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`)
    const size = offsets.length + 1
    write(LATIN.encode(`xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}`))
    write(LATIN.encode(`trailer\n<</Size ${size}/Root ${root} 0 R>>\nstartxref\n${table}\n%%EOF\n`))
    return joined(parts, length)
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** As zlib packs it, which is what PDF calls FlateDecode. */
async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

/** Thousandths of a point are a third of a micrometre. */
function number(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}

function byteHex(byte: number): string {
  return byte.toString(16).padStart(2, '0')
}
