import { readPercent } from '../../setup/read-percent.ts'

const MOST_TIPS = 4
const WHOLE = 1_000_000

/**
 * Percentages as a person writes them into one field (`10, 12.5, 15 %`), in millionths; undefined when one is none, is
 * nothing or more than everything, or when there are too many.
 */
export function readTips(text: string): number[] | undefined {
  const parts = text
    .split(/[;,]\s+|[;\s]+/)
    .map(part => part.replace(/[%,]+$/, ''))
    .filter(part => part !== '')
  const tips = parts.flatMap(part => readPercent(part) ?? [])
  const areTips = tips.length === parts.length && tips.every(tip => tip > 0 && tip <= WHOLE)
  return areTips && tips.length <= MOST_TIPS ? tips : undefined
}
