import type { DrawLine } from './encode-lines.ts'
import { cellWidth, DOTS_PER_COLUMN } from './lay-out.ts'

/** Font A: 24 dots high. */
const LINE_DOTS = 24

/** Draws a line on a canvas in the browser's own fonts, which have the letters that the printer lacks. */
export const drawLine: DrawLine = (line, dots, shift) => {
  const scale = line.large ? 2 : 1
  const height = (LINE_DOTS + 8) * scale
  const canvas = new OffscreenCanvas(dots, height)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('this browser gives no canvas')
  context.fillStyle = 'white'
  context.fillRect(0, 0, dots, height)
  context.fillStyle = 'black'
  context.textBaseline = 'middle'
  context.font = `${line.bold ? 'bold ' : ''}${20 * scale}px ui-monospace, monospace`
  // Words keep the columns they were laid out in, whatever the widths of the font.
  for (const { word, column } of wordsOf(line.text)) {
    context.fillText(word, column * DOTS_PER_COLUMN * scale + shift, height / 2)
  }
  const { data } = context.getImageData(0, 0, dots, height)
  return { width: dots, height, data }
}

function wordsOf(text: string): { word: string; column: number }[] {
  return [...text.matchAll(/\S+(?: \S+)*/g)].map(match => ({
    word: match[0],
    column: cellWidth(text.slice(0, match.index)),
  }))
}
