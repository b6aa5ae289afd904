/** Exact rational numbers, for checking what is computed in minor units by other means. The denominator is above 0. */
export interface Fraction {
  readonly n: bigint
  readonly d: bigint
}

export const ZERO: Fraction = { n: 0n, d: 1n }

export function whole(value: number): Fraction {
  return { n: BigInt(value), d: 1n }
}

export function ratio(n: number, d: number): Fraction {
  return { n: BigInt(n), d: BigInt(d) }
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return reduced(a.n * b.d + b.n * a.d, a.d * b.d)
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { n: -b.n, d: b.d })
}

export function times(a: Fraction, b: Fraction): Fraction {
  return reduced(a.n * b.n, a.d * b.d)
}

export function over(a: Fraction, b: Fraction): Fraction {
  return b.n < 0n ? reduced(-a.n * b.d, a.d * -b.n) : reduced(a.n * b.d, a.d * b.n)
}

export function floor({ n, d }: Fraction): bigint {
  const quotient = n / d
  return n % d < 0n ? quotient - 1n : quotient
}

/** To the nearest whole number; halves away from zero, or to the even neighbour. */
export function nearest(value: Fraction, halves: 'half-up' | 'half-even'): number {
  if (value.n < 0n) return -nearest({ n: -value.n, d: value.d }, halves)
  const below = floor(value)
  const rest = minus(value, { n: below, d: 1n })
  const twice = rest.n * 2n
  const isUp = twice > rest.d || (twice === rest.d && (halves === 'half-up' || below % 2n !== 0n))
  return Number(isUp ? below + 1n : below)
}

function reduced(n: bigint, d: bigint): Fraction {
  let [a, b] = [n < 0n ? -n : n, d]
  while (b !== 0n) [a, b] = [b, a % b]
  return a === 0n ? ZERO : { n: n / a, d: d / a }
}
