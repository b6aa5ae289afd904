import { hotp } from '../auth/oslo.ts'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** An authenticator app with one secret, as a person typed it in. */
export function makeAuthenticator(secret: string) {
  const bytes = fromBase32(secret)
  return {
    /** What the app shows at that time. */
    code: (now: number) => hotp(bytes, Math.floor(now / 30_000)),
  }
}

function fromBase32(text: string): Uint8Array {
  const bits = [...text].map(letter => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Uint8Array.from({ length: Math.floor(bits.length / 8) }, (_, index) =>
    Number.parseInt(bits.slice(index * 8, index * 8 + 8), 2),
  )
}
