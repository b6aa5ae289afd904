import type { AccountId } from '../ids.ts'
import { addLine } from './edit-lines.ts'
import { ONE_PIECE } from './quantity.ts'
import type { LineResult, OpenSale } from './sale.ts'

/** Money that somebody buys onto a gift card or a store credit. */
export interface MoneyOnAccount {
  readonly account: AccountId
  /** Minor units, above 0. */
  readonly amount: number
  /** What the line is called. */
  readonly name: string
  /** Of a card that is new and has no plastic: printed on the receipt. */
  readonly cardNumber?: string
}

/**
 * Rings up money for an account: a line of its own, without tax, off which nothing is taken. Refused:
 * `amount-out-of-range`. SPEC K5, D2.
 */
export function putOnAccount(
  sale: OpenSale,
  { account, amount, name, cardNumber }: MoneyOnAccount,
): LineResult {
  if (amount <= 0) return { ok: false, refusal: { code: 'amount-out-of-range' } }
  return addLine(
    sale,
    {
      product: null,
      name,
      department: null,
      quantity: ONE_PIECE,
      unitPrice: amount,
      listPrice: amount,
      taxClass: null,
      minimumAge: 0,
      notDiscountable: true,
      account,
      ...(cardNumber === undefined ? {} : { cardNumber }),
    },
    'separate',
  )
}
