/** Digits in groups with blanks, points or hyphens between them, as cards print and people type them. */
const CHAIN = /\d+(?:[\s.\p{Pd}]+\d+)*/gu
const BETWEEN = /[\s.\p{Pd}]+/u

/** Cards in use have at least this many (ISO/IEC 7812-1); a terminal's own reference has one less (ISO 8583, field 37). */
const SHORTEST = 13
const LONGEST = 19

/**
 * Whether a text holds what could be a whole card number: 13 to 19 digits, in one run or in groups, whose check digit
 * is right. Of other numbers as long every tenth is taken for one. SPEC E11.
 */
export function holdsCardNumber(text: string): boolean {
  const chains = text.normalize('NFKC').match(CHAIN) ?? []
  return chains.some(chain => stretchesOf(chain.split(BETWEEN)).some(isCardNumber))
}

/** Every stretch of groups side by side, put together: an expiry date behind a number does not hide it. */
function stretchesOf(groups: readonly string[]): string[] {
  return groups.flatMap((_, from) =>
    groups.slice(from).map((__, more) => groups.slice(from, from + more + 1).join('')),
  )
}

/** No card's number begins with 0. */
function isCardNumber(digits: string): boolean {
  const { length } = digits
  return length >= SHORTEST && length <= LONGEST && !digits.startsWith('0') && hasLuhnDigit(digits)
}

/** ISO/IEC 7812-1, annex B: from the right every second digit counts twice, and of the double its digits. */
function hasLuhnDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = place % 2 === 0 ? Number(digit) : Number(digit) * 2
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
