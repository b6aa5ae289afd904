import { type FieldRule, parsed } from '../records/field-rule.ts'

declare const brand: unique symbol
/** SHA-256 of a picture's bytes, 64 hexadecimal digits in lower case: its name everywhere. SPEC V1. */
export type PictureHash = string & { readonly [brand]: 'PictureHash' }

/** The text as a picture's hash, or undefined when it is not one. */
export function parsePictureHash(text: string): PictureHash | undefined {
  return /^[0-9a-f]{64}$/.test(text) ? (text as PictureHash) : undefined
}

/** The name of a picture, from the SHA-256 of its bytes. */
export function pictureHashOf(sha256: Uint8Array): PictureHash {
  const text = [...sha256].map(byte => byte.toString(16).padStart(2, '0')).join('')
  const hash = parsePictureHash(text)
  if (hash === undefined) throw new RangeError('SHA-256 has 32 bytes')
  return hash
}

/** A picture by its hash, or null. */
export function optionalPicture(): FieldRule<PictureHash | null> {
  return parsed<PictureHash | null>({
    fallback: null,
    required: false,
    problem: 'not-a-picture',
    parse: value => (value === null ? null : typeof value === 'string' ? parsePictureHash(value) : undefined),
  })
}
