import type { Customer } from '@evertill/crdt-model'
import { normaliseText, wordsOf } from '../replica/text-tokens.ts'

/**
 * What customers are found by: one sorted index of words that the database keeps, so that a till with many thousand
 * customers holds none of them in memory and reads only those that are asked for.
 */

/** Phone numbers are told from their end, without the country before them: these ends are listed. */
const LONGEST_PHONE_END = 10
export const SHORTEST_PHONE_END = 4

/** Every start of one of these finds the customer. */
export function customerWords({
  name,
  number,
  phone,
  email,
}: Pick<Customer, 'name' | 'number' | 'phone' | 'email'>): string[] {
  const words = new Set([...wordsOf(normaliseText(name)), ...wordsOf(normaliseText(number))])
  const digits = digitsOf(phone)
  if (digits !== '') words.add(digits)
  for (let length = SHORTEST_PHONE_END; length <= LONGEST_PHONE_END && length < digits.length; length++) {
    words.add(digits.slice(-length))
  }
  const address = email.trim().toLowerCase()
  if (address !== '') words.add(address)
  return [...words]
}

/** A name as lists are in order of it: accents and case do not matter. */
export function customerSortName(name: string): string {
  return normaliseText(name)
}

/** The words that a typed text asks for: an e-mail address and a phone number are one each. */
export function queryWords(text: string): string[] {
  const typed = text.trim().toLowerCase()
  if (typed.includes('@')) return [typed]
  const digits = digitsOf(typed)
  const isPhone = digits.length >= SHORTEST_PHONE_END && !/[^\d\s+()./-]/.test(typed)
  return isPhone ? [digits] : wordsOf(normaliseText(typed))
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}
