import type { ProductRow } from '../local/database.ts'

/** What one tile stands for: a product, or a family whose variants it opens. */
export interface TileGroup {
  /** Of the family, or of the product. */
  readonly key: string
  /** The cheapest of them, which stands for all. */
  readonly product: ProductRow
  /** The family's name, or undefined for a product by itself. */
  readonly family?: string
}

/** Products in their order, those of one family together where the first of them stands. SPEC I7. */
export function groupTiles(products: readonly ProductRow[]): TileGroup[] {
  const families = new Map<string, ProductRow[]>()
  for (const product of products) {
    if (product.familyKey)
      families.set(product.familyKey, [...(families.get(product.familyKey) ?? []), product])
  }
  return products.flatMap((product): TileGroup[] => {
    const members = families.get(product.familyKey ?? '') ?? []
    // Somebody who named a family for one product alone wants a tile with its name.
    if (members.length < 2) return [{ key: product.id, product }]
    if (members[0] !== product) return []
    const family = product.family?.trim() ?? ''
    return [{ key: `family ${product.familyKey}`, product: cheapestOf(members, product), family }]
  })
}

function cheapestOf(members: readonly ProductRow[], first: ProductRow): ProductRow {
  return members.reduce(
    (best, each) => (each.price !== null && (best.price === null || each.price < best.price) ? each : best),
    first,
  )
}
