/** Letters of a code with which a tablet becomes a till: 40 bits, good for a quarter of an hour and one use. */
export const ENROLLMENT_CODE_LENGTH = 8

/** How long a code may be used, milliseconds. */
export const CODE_LIFETIME_MS = 15 * 60 * 1000
