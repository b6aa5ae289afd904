import type { LabelFont } from './label-mark.ts'
import type { Measure } from './type-metrics.ts'

const ELLIPSIS = '…'

/**
 * A text in lines of at most so many ems, broken between words, within a word only where one is longer than a line.
 * What does not fit ends in dots.
 */
export function fitLines(
  text: string,
  ems: number,
  most: number,
  font: LabelFont,
  measure: Measure,
): readonly string[] {
  const lines: string[] = []
  let rest = text
  while (rest !== '' && lines.length < most) {
    const isLast = lines.length === most - 1
    const line = isLast ? cut(rest, ems, font, measure) : takeLine(rest, ems, font, measure)
    if (line === '') break
    lines.push(line)
    rest = isLast ? '' : rest.slice(line.length).trimStart()
  }
  return lines
}

/** As many whole words as fit; of a word that is too long alone, as many letters. */
function takeLine(text: string, ems: number, font: LabelFont, measure: Measure): string {
  if (measure(text, font) <= ems) return text
  let taken = ''
  for (const word of text.split(' ')) {
    const longer = taken === '' ? word : `${taken} ${word}`
    if (measure(longer, font) > ems) break
    taken = longer
  }
  return taken === '' ? letters(text, ems, font, measure) : taken
}

/** The text, or its beginning with dots behind it. */
export function cut(text: string, ems: number, font: LabelFont, measure: Measure): string {
  if (measure(text, font) <= ems) return text
  const start = letters(text, ems - measure(ELLIPSIS, font), font, measure).trimEnd()
  return start === '' ? '' : start + ELLIPSIS
}

function letters(text: string, ems: number, font: LabelFont, measure: Measure): string {
  let taken = ''
  for (const letter of text) {
    if (measure(taken + letter, font) > ems) break
    taken += letter
  }
  return taken
}
