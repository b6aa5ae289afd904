declare const brand: unique symbol

/** What a badge says when it is scanned: a secret that is stored nowhere. SPEC P2. */
export type BadgeCode = string & { readonly [brand]: 'BadgeCode' }

/** Whether a badge signs in by itself, or chooses the person, whose PIN follows. SPEC P3. */
export const BADGE_SIGN_INS = ['badge-and-pin', 'badge'] as const
export type BadgeSignIn = (typeof BADGE_SIGN_INS)[number]

/** How many random bytes a new badge takes: five bits of each are used, a hundred in all. */
export const BADGE_RANDOM_BYTES = 20

/** Tells a badge from everything else that is scanned, so that it is never shown as an unknown code. */
const PREFIX = 'EVB'
/** Crockford's base 32: no letter that is taken for a digit. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const BADGE_PATTERN = new RegExp(`^${PREFIX}[${SIGNS}]{${BADGE_RANDOM_BYTES}}$`)

/** A new badge. @param random `BADGE_RANDOM_BYTES` bytes that the caller brings. SPEC P2. */
export function makeBadgeCode(random: Uint8Array): BadgeCode {
  if (random.length !== BADGE_RANDOM_BYTES) throw new Error(`a badge takes ${BADGE_RANDOM_BYTES} bytes`)
  const text = PREFIX + [...random].map(byte => SIGNS.charAt(byte & 31)).join('')
  return badgeOf(text)
}

/** What was scanned as a badge, in whatever case the scanner types, or undefined for any other code. SPEC P2. */
export function parseBadgeCode(scanned: string): BadgeCode | undefined {
  const text = scanned
    .trim()
    .replace(/^\][A-Za-z][0-9A-Za-z]/, '')
    .toUpperCase()
  return BADGE_PATTERN.test(text) ? badgeOf(text) : undefined
}

/** The one cast to a badge: of a text that has just been made or tested as one. */
function badgeOf(text: string): BadgeCode {
  return text as BadgeCode
}
