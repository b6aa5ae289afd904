import { isWithin, type Moment, type Times } from '../calendar/moment.ts'
import type { CustomerGroupId, PriceListId, ProductId, StoreId } from '../ids.ts'

/** Prices of some products for some stores or customer groups. What is absent limits nothing. SPEC G10. */
export interface PriceList extends Times {
  readonly id: PriceListId
  readonly name: string
  /** The higher goes first. */
  readonly priority: number
  readonly stores?: ReadonlySet<StoreId>
  readonly customerGroups?: ReadonlySet<CustomerGroupId>
  /** Minor units for one piece. */
  readonly prices: ReadonlyMap<ProductId, number>
}

/** Where, when and by whom something is bought. */
export interface PricePlace {
  readonly store: StoreId
  readonly customerGroup: CustomerGroupId | null
  readonly moment: Moment
}

/**
 * What a product costs (minor units), and by which list: of the lists that hold here and name it, those of the
 * highest priority, and of these the lowest price. By none: the catalog's price, which may be null. SPEC G10.
 */
export function priceOf(
  product: ProductId,
  catalogPrice: number | null,
  lists: readonly PriceList[],
  place: PricePlace,
): { readonly price: number | null; readonly list: PriceListId | null } {
  let best: { price: number; list: PriceList } | undefined
  for (const list of lists) {
    const price = list.prices.get(product)
    if (price === undefined || !holds(list, place)) continue
    if (best === undefined || isBefore({ price, list }, best)) best = { price, list }
  }
  return best ? { price: best.price, list: best.list.id } : { price: catalogPrice, list: null }
}

interface Candidate {
  readonly price: number
  readonly list: PriceList
}

function isBefore(a: Candidate, b: Candidate): boolean {
  if (a.list.priority !== b.list.priority) return a.list.priority > b.list.priority
  return a.price < b.price || (a.price === b.price && a.list.id < b.list.id)
}

function holds(list: PriceList, { store, customerGroup, moment }: PricePlace): boolean {
  if (list.stores && !list.stores.has(store)) return false
  if (list.customerGroups && (customerGroup === null || !list.customerGroups.has(customerGroup))) return false
  return isWithin(list, moment)
}
