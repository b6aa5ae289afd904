import {
  type CurrencyCode,
  type Moment,
  momentInStore,
  type PricingContext,
  priceListOf,
  promotionOf,
  type TaxClassId,
  tenderRulesOf,
} from '@evertill/crdt-model'
import { readCouponUsesLeft } from './coupon-uses.ts'
import type {
  LocalDatabase,
  OrganisationRow,
  PriceListRow,
  PromotionRow,
  StoreRow,
  TaxClassRow,
} from './database.ts'

/** What prices of a store follow from, as it is stored here. */
export interface PricingRows {
  readonly store: StoreRow
  readonly taxClasses: readonly TaxClassRow[]
  readonly organisations: readonly OrganisationRow[]
  readonly promotions: readonly PromotionRow[]
  /** Only for ringing up: what a line costs that is there does not follow from them. */
  readonly priceLists?: readonly PriceListRow[]
  /** From `readCouponUsesLeft`; without it no coupon has a limit. */
  readonly couponUsesLeft?: ReadonlyMap<string, number>
}

/** What prices of a store are worked out with. Screen and worker use this one function, so that their totals agree. */
export function pricingContextOf(rows: PricingRows): PricingContext {
  const { store, taxClasses, promotions, priceLists = [] } = rows
  const currency = asCurrency(store.currency)
  const isHere = (row: PromotionRow | PriceListRow) => row.catalog === store.catalog
  const { cashStep: step = 0, cashRule: rule = 'half-up' } = store
  return {
    currency,
    taxClasses: new Map(taxClasses.map((row): [TaxClassId, TaxClassRow] => [row.id, row])),
    taxRounding: store.taxRounding,
    // Settings hold one organisation; of more, which only a fault could write, tables give the first by its id.
    halves: rows.organisations[0]?.halves ?? 'half-up',
    store: store.id,
    timeZone: store.timeZone,
    cashRounding: step > 0 ? [{ currency, step, rule, tenders: ['cash', 'foreign-cash'] }] : [],
    tenders: tenderRulesOf(store),
    promotions: promotions.filter(isHere).flatMap(row => promotionOf(row.id, row) ?? []),
    priceLists: priceLists.filter(isHere).flatMap(row => priceListOf(row.id, row) ?? []),
    ...(rows.couponUsesLeft && { couponUsesLeft: rows.couponUsesLeft }),
  }
}

/** The moment by the clock in the store: taxes and promotions begin and end by it. SPEC G2a. */
export function momentAt(at: number, timeZone: string | undefined): Moment {
  return momentInStore(at, timeZone, -new Date(at).getTimezoneOffset())
}

/** What sales of a store are checked with as it stands now, or undefined before the store was downloaded. */
export async function readPricingContext(
  database: LocalDatabase,
  id: StoreRow['id'],
): Promise<PricingContext | undefined> {
  const [store, taxClasses, organisations, promotions, couponUsesLeft] = await Promise.all([
    database.stores.get(id),
    database.taxClasses.toArray(),
    database.organisation.toArray(),
    database.promotions.toArray(),
    readCouponUsesLeft(database),
  ])
  return store && pricingContextOf({ store, taxClasses, organisations, promotions, couponUsesLeft })
}

/** A store row's currency was read by the store's schema, which lets in nothing but currency codes. */
function asCurrency(code: string): CurrencyCode {
  return code as CurrencyCode
}
