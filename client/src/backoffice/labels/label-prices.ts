import { type PriceList, priceOf } from '@evertill/crdt-model'
import { type Accessor, createMemo } from 'solid-js'
import type { ProductRow, StoreRow } from '../../local/database.ts'
import { momentAt } from '../../local/pricing-context.ts'

/**
 * What products cost in a store now, for everybody; by the catalog where no store was chosen. A page that is left open
 * follows lists that begin and end meanwhile: by the minute, as they do. SPEC B15, G10.
 * @param lists of the store's catalog
 * @param clock milliseconds since 1970, moving
 */
export function createLabelPrices(
  store: Accessor<Pick<StoreRow, 'id' | 'timeZone'> | undefined>,
  lists: Accessor<readonly PriceList[]>,
  clock: Accessor<number>,
): (row: Pick<ProductRow, 'id' | 'price'>) => number | null {
  const moment = createMemo(() => momentAt(clock(), store()?.timeZone), undefined, {
    equals: (a, b) => a.day === b.day && a.minute === b.minute,
  })
  return row => {
    const here = store()
    if (here === undefined) return row.price
    return priceOf(row.id, row.price, lists(), { store: here.id, customerGroup: null, moment: moment() })
      .price
  }
}
