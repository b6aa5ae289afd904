import { webcrypto } from 'node:crypto'
import type { JournalSigner, JournalVerifier } from '../journal/journal-entry.ts'

/** The cryptography of a till with a key pair of its own, as WebCrypto does it. */
export async function makeTillKeys(): Promise<JournalSigner & JournalVerifier> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const { privateKey, publicKey } = await webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  return {
    sha256: async data => new Uint8Array(await webcrypto.subtle.digest('SHA-256', data)),
    sign: async data => new Uint8Array(await webcrypto.subtle.sign(algorithm, privateKey, data)),
    verify: (signature, data) => webcrypto.subtle.verify(algorithm, publicKey, signature, data),
  }
}
