import { type CurrencyCode, cardKey, parseAmount } from '@evertill/crdt-model'

/** Cards as a file or a person lists them. */
export interface CardList {
  /** By the key of the number; of a number that stands twice the last line counts. */
  readonly cards: readonly { readonly key: string; readonly amount: number }[]
  /** The numbers of lines that cannot be read, from 1. */
  readonly bad: readonly number[]
}

/** Between number and balance: a tab, a semicolon, or a comma that is not the balance's own. */
const LINE = /^"?([^",;\t]+)"?\s*[,;\t]\s*"?([^"]+?)"?$/

/** Headings have none. A first line that has some is a card, whose fault is told like any other's. */
const DIGIT = /\d/

/**
 * Reads lines of “number, balance”. A first line without a digit is taken for headings; empty lines and cards with
 * nothing on them are left out.
 */
export function readCardList(text: string, currency: CurrencyCode): CardList {
  const cards = new Map<string, number>()
  const bad: number[] = []
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '') return
    const [, number = '', balance = ''] = LINE.exec(line.trim()) ?? []
    const key = cardKey(number)
    const amount = parseAmount(balance.trim(), currency)
    if (key !== undefined && amount !== undefined) cards.set(key, amount)
    else if (index > 0 || DIGIT.test(line)) bad.push(index + 1)
  })
  return {
    cards: [...cards].flatMap(([key, amount]) => (amount > 0 ? [{ key, amount }] : [])),
    bad,
  }
}
