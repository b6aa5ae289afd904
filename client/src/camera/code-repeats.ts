/**
 * A code that was out of the picture for so long, and in so many looks at it, is shown again on purpose. By time alone
 * a slow device, which looks seldom, would take what is held still for new; by looks alone a blurred moment would do.
 */
const AWAY_MS = 900
const AWAY_LOOKS = 3

/** Tells codes that come into a picture from those that stay in it: what is held there is rung up once. */
export function makeCodeRepeats(): (codes: readonly string[], at: number) => string[] {
  const seen = new Map<string, { at: number; missed: number }>()
  return (codes, at) => {
    for (const [code, last] of seen) {
      if (!codes.includes(code)) last.missed++
    }
    return [...new Set(codes)].filter(code => {
      const before = seen.get(code)
      seen.set(code, { at, missed: 0 })
      return before === undefined || (before.missed >= AWAY_LOOKS && at - before.at > AWAY_MS)
    })
  }
}
