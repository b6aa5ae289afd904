import type { JournalSigner, JournalVerifier } from '@evertill/crdt-model'

const ECDSA = { name: 'ECDSA', hash: 'SHA-256' }

/** SHA-256 by WebCrypto. */
export async function sha256(data: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', owned(data)))
}

/** Signs journal entries with the till's key. */
export function journalSigner(keyPair: CryptoKeyPair): JournalSigner {
  return {
    sha256,
    sign: async data => new Uint8Array(await crypto.subtle.sign(ECDSA, keyPair.privateKey, owned(data))),
  }
}

/** Checks journal entries against the till's key. */
export function journalVerifier(keyPair: CryptoKeyPair): JournalVerifier {
  return {
    sha256,
    verify: (signature, data) =>
      crypto.subtle.verify(ECDSA, keyPair.publicKey, owned(signature), owned(data)),
  }
}

/** The same bytes in a buffer of their own: WebCrypto takes no view of shared memory, and the types say so. */
function owned(data: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(data)
}
