import { webcrypto } from 'node:crypto'

/**
 * Whether a device's key made this signature (ECDSA P-256 over SHA-256, 64 bytes).
 * @param publicKey the raw point, 65 bytes. @throws when it is no point of the curve
 */
export async function isSignedBy(
  publicKey: Uint8Array,
  signature: Uint8Array,
  message: Uint8Array,
): Promise<boolean> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' }
  const key = await webcrypto.subtle.importKey('raw', publicKey, curve, false, ['verify'])
  return webcrypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, message)
}
