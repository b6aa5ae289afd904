import { parseQuantity } from '@evertill/crdt-model'

export interface PrefixedText {
  /** Thousandths, or null when the text has no quantity in front. */
  readonly quantity: number | null
  readonly rest: string
}

/** `3*cola` is three of "cola", `0.5*` waits for a scan; anything else is text as it is. */
export function splitQuantity(text: string): PrefixedText {
  const star = text.indexOf('*')
  const quantity = star > 0 ? parseQuantity(text.slice(0, star)) : undefined
  return quantity === undefined
    ? { quantity: null, rest: text }
    : { quantity, rest: text.slice(star + 1).trim() }
}
