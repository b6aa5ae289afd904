import { type AccountId, type CustomerId, parseId, toId } from '../ids.ts'

/** What an account is: its id says so, and whoever has the id needs to ask nobody. SPEC K6. */
export type AccountOwner =
  /** Whoever has its number. `lastFour` are the last of it: all that is shown. */
  | { readonly kind: 'gift-card'; readonly lastFour: string }
  | { readonly kind: 'store-credit'; readonly customer: CustomerId }
  /** What a customer may still buy on account. SPEC K10. */
  | { readonly kind: 'house'; readonly customer: CustomerId }

const CARD = 'gc_'
const CREDIT = 'sc_'
const HOUSE = 'ha_'
const CARD_PATTERN = /^gc_[A-Za-z0-9_-]{20}_([0-9A-Z]{4})$/
const CARD_NUMBER = /^[0-9A-Z]{8,32}$/
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_'

/** How many bytes an account's id takes of what the number of its card was hashed to. */
export const CARD_HASH_BYTES = 20
/** How many random bytes `makeCardNumber` wants: its digits. */
export const CARD_DIGITS = 16

/**
 * The number of a card as it is compared: capital letters and digits, without blanks and hyphens. Undefined for what
 * is none. It is worth money to whoever has it: it stands in no journal, no document and no request. SPEC K6.
 */
export function cardKey(typed: string): string | undefined {
  const key = typed.replace(/[\s-]/g, '').toUpperCase()
  return CARD_NUMBER.test(key) ? key : undefined
}

/** The account of a card. `hash`: at least 20 bytes of a slow hash over the number's key. SPEC K6. */
export function cardAccount(key: string, hash: Uint8Array): AccountId {
  if (hash.length < CARD_HASH_BYTES) throw new RangeError(`an account takes ${CARD_HASH_BYTES} bytes`)
  const letters = Array.from(hash.subarray(0, CARD_HASH_BYTES), byte => ALPHABET[byte % ALPHABET.length])
  return toId(`${CARD}${letters.join('')}_${key.slice(-4)}`)
}

/** The account of a customer's store credit; undefined for an id that is too long to have one. */
export function creditAccount(customer: CustomerId): AccountId | undefined {
  return parseId(`${CREDIT}${customer}`)
}

/** A customer's house account; undefined for an id that is too long to have one. SPEC K10. */
export function houseAccount(customer: CustomerId): AccountId | undefined {
  return parseId(`${HOUSE}${customer}`)
}

/** Whose account it is, or undefined for an id that is no account's. */
export function accountOwner(account: string): AccountOwner | undefined {
  const lastFour = CARD_PATTERN.exec(account)?.[1]
  if (lastFour !== undefined) return { kind: 'gift-card', lastFour }
  const kind = account.startsWith(CREDIT) ? 'store-credit' : account.startsWith(HOUSE) ? 'house' : undefined
  const customer = kind && parseId<CustomerId>(account.slice(CREDIT.length))
  return customer && { kind, customer }
}

/** A new card's number of 16 digits from as many random bytes. The last six values wrap around: of no importance. */
export function makeCardNumber(random: Uint8Array): string {
  if (random.length < CARD_DIGITS) throw new RangeError(`a card number takes ${CARD_DIGITS} random bytes`)
  return Array.from(random.subarray(0, CARD_DIGITS), byte => byte % 10).join('')
}

/** A number as people read it: in groups of four. */
export function groupedCardNumber(key: string): string {
  return key.replace(/(.{4})(?=.)/g, '$1 ')
}
