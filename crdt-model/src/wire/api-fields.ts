import * as v from 'valibot'

/** Fields that the bodies of the HTTP interface have in common. */

export const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,32}$/))
export const shortText = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80))
/** Milliseconds since 1970. */
export const epochMs = v.pipe(v.number(), v.integer(), v.minValue(0))
export const count = v.pipe(v.number(), v.integer(), v.minValue(0))
