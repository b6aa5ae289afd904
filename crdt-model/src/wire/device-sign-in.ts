import { encodeUtf8 } from 'lib0/string'

/** Never the start of a journal entry's hash input: a signature for one is worth nothing for the other. */
const PURPOSE = 'evertill device sign-in'

/**
 * What an enrolled device signs with its journal key to get a new session when the browser lost its cookie.
 * Bound to the relay's database and to one challenge. SPEC W4.
 */
export function deviceSignInMessage(database: string, device: string, challenge: string): Uint8Array {
  return encodeUtf8([PURPOSE, database, device, challenge].join('\n'))
}
