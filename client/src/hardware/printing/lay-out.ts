import { cleanText, GLUE } from './clean-text.ts'
import type { PrintedLine, ReceiptBlock } from './receipt-block.ts'

/** Dots of a column: font A is 12 dots wide on every printer this speaks to. */
export const DOTS_PER_COLUMN = 12

/** A row's amount keeps at least so many characters away from its name. */
const GAP = 1

/** Lays blocks out on paper of so many columns. Every line fits: nothing is left to the printer's own wrapping. */
export function layOut(blocks: readonly ReceiptBlock[], columns: number): PrintedLine[] {
  return blocks.flatMap(block => linesOf(block, columns))
}

function linesOf(block: ReceiptBlock, columns: number): PrintedLine[] {
  switch (block.kind) {
    case 'qr':
      return [{ kind: 'qr', data: cleanText(block.data).replaceAll(GLUE, ' ') }]
    case 'image':
      return [block]
    case 'space':
      return [line('')]
    case 'rule':
      return [line('-'.repeat(columns))]
    case 'text': {
      const width = block.large ? Math.floor(columns / 2) : columns
      const indent = ' '.repeat(block.indent ?? 0)
      const texts = wrap(cleanText(block.text), width - indent.length)
      return texts.map(text => line(block.align === 'center' ? center(text, width) : indent + text, block))
    }
    case 'row':
      return row(block, block.large ? Math.floor(columns / 2) : columns)
  }
}

function row(block: Extract<ReceiptBlock, { kind: 'row' }>, width: number): PrintedLine[] {
  const right = cleanText(block.right)
  const room = width - cellWidth(right) - GAP
  // An amount as wide as the paper stands on a line of its own.
  const isWide = room < Math.floor(width / 3)
  const lefts = wrap(cleanText(block.left), isWide ? width : room)
  const last = isWide ? '' : (lefts.pop() ?? '')
  const rights = wrap(right, width)
  const end = rights.pop() ?? ''
  return [
    ...lefts.map(text => line(text, block)),
    ...rights.map(text => line(text, block)),
    line(last + ' '.repeat(Math.max(0, width - cellWidth(last) - cellWidth(end))) + end, block),
  ]
}

function line(text: string, style: { bold?: boolean; large?: boolean } = {}): PrintedLine {
  return {
    kind: 'text',
    text: text.replaceAll(GLUE, ' '),
    bold: style.bold ?? false,
    large: style.large ?? false,
  }
}

function center(text: string, width: number): string {
  return ' '.repeat(Math.max(0, Math.floor((width - cellWidth(text)) / 2))) + text
}

/** Breaks at blanks, and inside a word only when it is longer than the line. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of text.split(' ')) {
    const joined = current === '' ? word : `${current} ${word}`
    if (cellWidth(joined) <= width) {
      current = joined
      continue
    }
    if (current !== '') lines.push(current)
    const pieces = split(word, width)
    current = pieces.pop() ?? ''
    lines.push(...pieces)
  }
  return [...lines, current]
}

function split(word: string, width: number): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const character of word) {
    if (cellWidth(piece + character) > width && piece !== '') {
      pieces.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...pieces, piece]
}

/** Below it every character of Unicode takes one column. */
const FIRST_COMBINING = 0x300

/** How many columns a text takes: East Asian characters and emoji take two, combining marks none. */
export function cellWidth(text: string): number {
  let width = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    // Most are: asked first, the rest is seldom asked.
    if (code < FIRST_COMBINING) width += 1
    else if (!/\p{M}/u.test(character)) width += isWide(code) ? 2 : 1
  }
  return width
}

/** The blocks of Unicode that fixed-width fonts draw in two columns. */
function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    code >= 0x20000
  )
}
