import type { EscPosToken } from '@evertill/crdt-model/printing'
import { decodeText } from './code-pages.ts'

/** What came out of the printer. */
export type PaperItem =
  | {
      readonly kind: 'line'
      readonly text: string
      /** As its last letters were; absent where they were plain. */
      readonly bold?: true
      readonly large?: true
    }
  | { readonly kind: 'cut' }
  | { readonly kind: 'pulse'; readonly device: number }
  | { readonly kind: 'barcode'; readonly system: number; readonly data: string }
  | { readonly kind: 'code-2d'; readonly data: string }
  | {
      readonly kind: 'image'
      readonly width: number
      readonly height: number
      /** One bit a dot, rows of whole bytes. */
      readonly dots: Uint8Array
    }

type LineStyle = { readonly bold?: true; readonly large?: true }

/** The paper of one printer: bytes already taken apart become what a person would see. */
export class Paper {
  readonly items: PaperItem[] = []
  /** Commands that no table knows: a test that prints must leave none. */
  readonly unknown: Uint8Array[] = []
  #line = ''
  #codePage = 0
  #style: LineStyle = {}
  #lineStyle: LineStyle = {}
  #qr = ''

  /** Prints one token. @returns how many lines the paper moved. */
  print(token: EscPosToken): number {
    switch (token.kind) {
      case 'text':
        this.#line += decodeText(token.bytes, this.#codePage)
        this.#lineStyle = this.#style
        return 0
      case 'control':
        if (token.code === 0x09) this.#line += ' '
        return token.code === 0x0a ? this.#endLine() : 0
      case 'unknown':
        this.unknown.push(token.bytes)
        return 0
      case 'command':
        return this.#command(`${token.lead} ${token.name}`, token.data)
    }
  }

  /** The texts of the lines, cut by cut: what lies on the counter. */
  get receipts(): string[][] {
    const receipts: string[][] = [[]]
    for (const item of this.items) {
      if (item.kind === 'line') receipts.at(-1)?.push(item.text)
      if (item.kind === 'cut') receipts.push([])
    }
    if (receipts.at(-1)?.length === 0) receipts.pop()
    return receipts
  }

  get text(): string {
    return this.items.flatMap(item => (item.kind === 'line' ? [item.text] : [])).join('\n')
  }

  #command(name: string, data: Uint8Array): number {
    const [first = 0, second = 0] = data
    switch (name) {
      case 'ESC @':
        this.#codePage = 0
        this.#line = ''
        this.#style = {}
        return 0
      case 'ESC E': {
        const { bold: _, ...others } = this.#style
        this.#style = first % 2 === 1 ? { ...others, bold: true } : others
        return 0
      }
      case 'GS !': {
        const { large: _, ...others } = this.#style
        this.#style = first === 0 ? others : { ...others, large: true }
        return 0
      }
      case 'ESC t':
        this.#codePage = first
        return 0
      case 'ESC d':
        for (let line = 0; line < first; line++) this.#endLine()
        return first
      case 'ESC p':
        this.items.push({ kind: 'pulse', device: first % 48 })
        return 0
      case 'GS V':
      case 'ESC i':
      case 'ESC m':
        this.#endOpenLine()
        this.items.push({ kind: 'cut' })
        return 1
      case 'GS k':
        return this.#barcode(data)
      case 'GS (k':
        return this.#code2d(data)
      case 'GS v': {
        const [, , xl = 0, xh = 0, yl = 0, yh = 0] = data
        this.#endOpenLine()
        this.#image((xl + 256 * xh) * 8, yl + 256 * yh, data.subarray(6))
        return 1
      }
      case 'ESC *':
        this.#image(second + 256 * (data[2] ?? 0), first >= 32 ? 24 : 8, data.subarray(3))
        return 0
      default:
        return 0
    }
  }

  #barcode(data: Uint8Array): number {
    const system = data[0] ?? 0
    const value = system <= 6 ? data.subarray(1, -1) : data.subarray(2)
    this.items.push({ kind: 'barcode', system, data: String.fromCharCode(...value) })
    return 1
  }

  /** `GS ( k cn fn …`: function 80 stores the data, 81 prints it. */
  #code2d(data: Uint8Array): number {
    if (data[1] === 80) this.#qr = new TextDecoder('latin1').decode(data.subarray(3))
    if (data[1] !== 81) return 0
    this.items.push({ kind: 'code-2d', data: this.#qr })
    return 1
  }

  #image(width: number, height: number, dots: Uint8Array): void {
    this.items.push({ kind: 'image', width, height, dots: dots.slice() })
  }

  #endOpenLine(): void {
    if (this.#line !== '') this.#endLine()
  }

  #endLine(): number {
    this.items.push({ kind: 'line', text: this.#line.trimEnd(), ...this.#lineStyle })
    this.#line = ''
    this.#lineStyle = {}
    return 1
  }
}
