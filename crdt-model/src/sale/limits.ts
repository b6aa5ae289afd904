/**
 * The largest amount of a price, a line, a sale or a tender, in minor units. Keeps every sum and every product a
 * till makes far inside the safe integers. SPEC L3.
 */
export const MAX_AMOUNT = 99_999_999_999

/** The largest quantity of a line, in thousandths. SPEC L3. */
export const MAX_QUANTITY = 999_999_999

/** A price, a line amount or a tender: a whole number of minor units from 0 to `MAX_AMOUNT`. */
export function isAmount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && value <= MAX_AMOUNT
}

/** A quantity a line may have: whole thousandths, above 0. Goods that come back are no sale. */
export function isQuantity(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0 && value <= MAX_QUANTITY
}
