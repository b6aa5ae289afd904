import * as v from 'valibot'

/**
 * Pictures by their hash. SPEC V.
 *
 * GET /api/pictures/<hash> — the bytes; they never change, so that a browser may keep them for good.
 * PUT /api/pictures/<hash> — takes the bytes; the same ones again change nothing.
 */
export const picturePath = (hash: string): string => `/api/pictures/${hash}`

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

/** POST /api/pictures/missing — which of these the relay does not have. */
export const MOST_PICTURES_ASKED = 1_000
export const missingPicturesRequest = v.object({
  pictures: v.pipe(v.array(hash), v.maxLength(MOST_PICTURES_ASKED)),
})
export const missingPicturesReply = v.object({ missing: v.array(hash) })
export type MissingPicturesReply = v.InferOutput<typeof missingPicturesReply>
