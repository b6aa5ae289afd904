import { webcrypto } from 'node:crypto'

/** The bytes of a raw P-256 public key in base64, or undefined when it is not a point of that curve. */
export async function parsePublicKey(base64: string): Promise<Uint8Array | undefined> {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'))
  // WebCrypto would take a compressed point too; the journal's verifiers are promised the long form.
  if (bytes.length !== 65) return undefined
  try {
    await webcrypto.subtle.importKey('raw', bytes, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify'])
    return bytes
  } catch {
    return undefined
  }
}
