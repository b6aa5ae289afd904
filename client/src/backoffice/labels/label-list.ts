import { type ProductId, parseId } from '@evertill/crdt-model'
import * as v from 'valibot'

/** A product and how many labels of it. */
export interface LabelItem {
  readonly product: ProductId
  readonly copies: number
}

/** What a roll holds; more of one product is a slip of the keyboard. */
export const MOST_COPIES = 999
/** More than these at once no browser shows without a pause. */
export const MOST_LABELS = 10_000

const KEY = 'evertill.office.labelList'
const stored = v.array(v.object({ product: v.string(), copies: v.number() }))

/** The list as it stands in this window, so that one may go back to the products and choose more. */
export function rememberedList(): readonly LabelItem[] {
  try {
    const read = v.safeParse(stored, JSON.parse(sessionStorage.getItem(KEY) ?? '[]'))
    return read.success ? read.output.flatMap(asItem) : []
  } catch {
    // Whatever stood there is nothing that was written here.
    return []
  }
}

export function rememberList(list: readonly LabelItem[]): void {
  sessionStorage.setItem(KEY, JSON.stringify(list))
}

/** The list with more labels: of a product that is on it already, so many more. */
export function addLabels(list: readonly LabelItem[], more: readonly LabelItem[]): readonly LabelItem[] {
  const copies = new Map(list.map(item => [item.product, item.copies]))
  for (const item of more) copies.set(item.product, bounded((copies.get(item.product) ?? 0) + item.copies))
  return [...copies].map(([product, count]) => ({ product, copies: count }))
}

/** The list with so many labels of one product; with none, it is taken off. */
export function setCopies(
  list: readonly LabelItem[],
  product: ProductId,
  copies: number,
): readonly LabelItem[] {
  return list.flatMap(item => {
    if (item.product !== product) return [item]
    return copies <= 0 ? [] : [{ product, copies: bounded(copies) }]
  })
}

export function countLabels(list: readonly LabelItem[]): number {
  return list.reduce((sum, { copies }) => sum + copies, 0)
}

function asItem({ product, copies }: { product: string; copies: number }): LabelItem[] {
  const id = parseId<ProductId>(product)
  return id === undefined ? [] : [{ product: id, copies: bounded(copies) }]
}

function bounded(copies: number): number {
  return Math.max(1, Math.min(MOST_COPIES, Math.round(copies)))
}
