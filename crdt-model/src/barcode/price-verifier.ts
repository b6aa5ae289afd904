/** What a digit counts for under each weight of GS1 General Specifications 7.9: products with their tens folded in. */
const WEIGHTS = {
  '2-': [0, 2, 4, 6, 8, 9, 1, 3, 5, 7],
  '3': [0, 3, 6, 9, 2, 5, 8, 1, 4, 7],
  '5-': [0, 5, 9, 4, 8, 3, 7, 2, 6, 1],
} as const

const FOUR_DIGITS: readonly (keyof typeof WEIGHTS)[] = ['2-', '2-', '3', '5-']

/** The verifier digit of a price of four digits on an in-store label: weights 2-, 2-, 3, 5-, then three times. SPEC B6. */
export function priceVerifier(digits: string): number | undefined {
  if (!/^\d{4}$/.test(digits)) return undefined
  const sum = FOUR_DIGITS.reduce((all, weight, i) => all + (WEIGHTS[weight][Number(digits[i])] ?? 0), 0)
  return (sum * 3) % 10
}
