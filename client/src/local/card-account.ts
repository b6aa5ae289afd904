import {
  type AccountId,
  CARD_DIGITS,
  CARD_HASH_BYTES,
  cardAccount,
  makeCardNumber,
} from '@evertill/crdt-model'

/**
 * A card's number has some 53 bits of chance at best: whoever gets hold of a journal would try them all. Each try costs
 * this many rounds of SHA-256.
 */
const ROUNDS = 20_000
/** The same everywhere: a card is known at every till and office of a shop, also after its relay was set up anew. */
const SALT = new TextEncoder().encode('evertill gift card')

/** The account of a card, from the number's key (`cardKey`). It takes some ten milliseconds, on purpose. SPEC K6. */
export async function accountOfCard(key: string): Promise<AccountId> {
  const secret = await crypto.subtle.importKey('raw', new TextEncoder().encode(key), 'PBKDF2', false, [
    'deriveBits',
  ])
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt: SALT, iterations: ROUNDS }
  return cardAccount(
    key,
    new Uint8Array(await crypto.subtle.deriveBits(algorithm, secret, CARD_HASH_BYTES * 8)),
  )
}

/** The number of a new card. */
export function newCardNumber(): string {
  return makeCardNumber(crypto.getRandomValues(new Uint8Array(CARD_DIGITS)))
}
