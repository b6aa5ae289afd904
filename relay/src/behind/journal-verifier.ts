import { createHash, KeyObject, verify as verifySignature, webcrypto } from 'node:crypto'
import { isMainThread } from 'node:worker_threads'
import type { JournalVerifier } from '@evertill/crdt-model'

/** Keys that were imported, by their bytes: of as many tills as a relay has at once. */
const imported = new Map<string, JournalVerifier>()
const MOST_IMPORTED = 5000

/** Checks a till's entries with the key its device was enrolled with. @param publicKey raw P-256 point, 65 bytes */
export async function makeJournalVerifier(publicKey: Uint8Array): Promise<JournalVerifier> {
  const name = Buffer.from(publicKey).toString('base64')
  const known = imported.get(name)
  if (known !== undefined) return known
  const key = await importKey(publicKey)
  const verifier: JournalVerifier = {
    sha256: async data => new Uint8Array(createHash('sha256').update(data).digest()),
    verify: isMainThread
      ? (...signed) => verifyAside(key, ...signed)
      : async (...signed) => verify(key, ...signed),
  }
  if (imported.size >= MOST_IMPORTED) imported.clear()
  imported.set(name, verifier)
  return verifier
}

function verify(key: KeyObject, signature: Uint8Array, data: Uint8Array): boolean {
  return verifySignature('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature)
}

/** With a callback it runs on a thread of its own: 0.1 ms that the relay's main thread does not spend. */
function verifyAside(key: KeyObject, signature: Uint8Array, data: Uint8Array): Promise<boolean> {
  return new Promise((resolve, reject) => {
    verifySignature('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature, (error, genuine) =>
      error ? reject(error) : resolve(genuine),
    )
  })
}

async function importKey(publicKey: Uint8Array): Promise<KeyObject> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' }
  const key = await webcrypto.subtle.importKey('raw', new Uint8Array(publicKey), curve, true, ['verify'])
  return KeyObject.from(key)
}
