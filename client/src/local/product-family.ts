import type { ProductRow } from './database.ts'

/** What variants of one family have in common; empty for a product of no family. SPEC I7. */
export function familyKey(family: string): string {
  return family.trim().toLowerCase()
}

/** Sizes of clothes from small to large: their letters say nothing of their order. */
const SIZES = ['xxxs', 'xxs', 'xs', 's', 'm', 'l', 'xl', 'xxl', 'xxxl', '2xl', '3xl', '4xl', '5xl']

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** The order in which variants of a family stand: sizes as worn, numbers by value, the rest by name. */
export function byVariant(a: ProductRow, b: ProductRow): number {
  const [one, other] = [a, b].map(row => row.variant?.trim() ?? '')
  const [place, otherPlace] = [one, other].map(label => SIZES.indexOf(label?.toLowerCase() ?? ''))
  const isSized = place !== undefined && otherPlace !== undefined && place >= 0 && otherPlace >= 0
  return isSized
    ? place - otherPlace
    : collator.compare(one ?? '', other ?? '') || collator.compare(a.name, b.name)
}

/** What a variant is called beside its family. */
export function variantLabel(row: ProductRow): string {
  return row.variant?.trim() || row.name
}
