/**
 * Branded ids. Every id is made of `A-Z a-z 0-9 _ -`, 1 to 32 characters, so that it can stand in a
 * document name, a file name and a URL as it is. The only casts to an id type are in this file.
 */
declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]: Name }

export type OrganisationId = Id<'Organisation'>
export type StoreId = Id<'Store'>
export type TillId = Id<'Till'>
export type PersonId = Id<'Person'>
export type CatalogId = Id<'Catalog'>
export type ProductId = Id<'Product'>
export type DepartmentId = Id<'Department'>
export type TaxClassId = Id<'TaxClass'>
/** A page of tiles at the till. */
export type QuickPageId = Id<'QuickPage'>
export type CustomerId = Id<'Customer'>
/** Customers with prices or promotions of their own. */
export type CustomerGroupId = Id<'CustomerGroup'>
export type PromotionId = Id<'Promotion'>
export type PriceListId = Id<'PriceList'>
/** Something with a balance that is spent at tills: a gift card, a store credit. */
export type AccountId = Id<'Account'>
/** One time at which a sale was parked for the tills of its store. */
export type ParkingId = Id<'Parking'>
export type UserId = Id<'User'>
export type DeviceId = Id<'Device'>
/** Who writes into a log: fresh for every start of a worker, so that no counter must survive. */
export type ReplicaId = Id<'Replica'>
/** A business day, `YYYY-MM-DD` in the store's time zone. */
export type BusinessDay = Id<'BusinessDay'>

export type AnyId =
  | OrganisationId
  | StoreId
  | TillId
  | PersonId
  | CatalogId
  | ProductId
  | DepartmentId
  | TaxClassId
  | QuickPageId
  | CustomerId
  | CustomerGroupId
  | PromotionId
  | PriceListId
  | AccountId
  | ParkingId
  | UserId
  | DeviceId
  | ReplicaId
  | BusinessDay

const ID_PATTERN = /^[A-Za-z0-9_-]{1,32}$/
const DAY_PATTERN = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** Whether the text may be an id of any kind. */
export function isId(text: string): boolean {
  return ID_PATTERN.test(text)
}

/** The text as an id of the wanted kind, or undefined when it is not one. */
export function parseId<Wanted extends AnyId>(text: string): Wanted | undefined {
  return isId(text) ? (text as Wanted) : undefined
}

/** For ids that are known to be right (constants, values read back from our own stores). Throws `RangeError`. */
export function toId<Wanted extends AnyId>(text: string): Wanted {
  if (!isId(text)) throw new RangeError(`not an id: ${JSON.stringify(text)}`)
  return text as Wanted
}

/** The text as a business day, or undefined when it is not `YYYY-MM-DD`. */
export function parseBusinessDay(text: string): BusinessDay | undefined {
  return DAY_PATTERN.test(text) ? (text as BusinessDay) : undefined
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** How many random bytes `makeId` wants: ten characters of base 62 are 59 bits. */
export const ID_RANDOM_BYTES = 10

/**
 * A new id of ten characters from random bytes that the caller brings.
 * The last six values of a byte wrap around (256 = 4 × 62 + 8): a bias too small to matter for uniqueness.
 */
export function makeId<Wanted extends AnyId>(random: Uint8Array): Wanted {
  if (random.length < ID_RANDOM_BYTES) throw new RangeError(`an id takes ${ID_RANDOM_BYTES} random bytes`)
  let text = ''
  for (let i = 0; i < ID_RANDOM_BYTES; i++) text += ALPHABET[(random[i] as number) % ALPHABET.length]
  return text as Wanted
}
