import {
  deviceRecoveryMessage,
  keyFingerprint,
  type RecoveryClaim,
  recoveryChallengeReply,
  recoveryProofReply,
  statusReply,
} from '@evertill/crdt-model'
import type { ApiClient } from '../api/api-client.ts'
import { toBase64 } from '../local/base64.ts'
import { journalSigner, sha256 } from '../local/journal-crypto.ts'
import type { TillWorkplace } from '../local/workplace.ts'

/** How a till stands with a relay whose database does not know it. */
export type RecoveryState =
  /** No recovery is open there, or it cannot be reached. */
  | { readonly kind: 'closed' }
  /** The owner sees this till and its fingerprint, and has not decided. */
  | { readonly kind: 'waiting'; readonly fingerprint: string }
  | { readonly kind: 'refused' }
  /** Let in: the cookie is set. */
  | { readonly kind: 'approved' }

/**
 * Presents this till to a relay that holds a recovery open: says which till it was, and proves that it has its key.
 * To be called again until the owner has decided.
 */
export async function presentForRecovery(
  api: ApiClient,
  workplace: TillWorkplace,
  keyPair: CryptoKeyPair,
): Promise<RecoveryState> {
  try {
    const status = await api.get('/api/status', statusReply)
    if (!status.ok || !status.value.recovering) return { kind: 'closed' }
    const key = new Uint8Array(await crypto.subtle.exportKey('raw', keyPair.publicKey))
    const asked = await api.post('/api/recovery/claims', claimOf(workplace, key), recoveryChallengeReply)
    if (!asked.ok) return { kind: 'closed' }
    const { challenge, database } = asked.value
    const message = deviceRecoveryMessage(database, workplace.device, challenge)
    const signature = await journalSigner(keyPair).sign(message)
    const proof = { device: workplace.device, signature: toBase64(signature) }
    const answered = await api.post('/api/recovery/proof', proof, recoveryProofReply)
    if (!answered.ok) return { kind: 'closed' }
    const { state } = answered.value
    return state === 'waiting'
      ? { kind: state, fingerprint: keyFingerprint(await sha256(key)) }
      : { kind: state }
  } catch {
    return { kind: 'closed' }
  }
}

function claimOf(workplace: TillWorkplace, key: Uint8Array): RecoveryClaim {
  const { device, till, tillName, tillCode, store, storeName, catalog, epoch } = workplace
  return { device, till, tillName, tillCode, store, storeName, catalog, epoch, publicKey: toBase64(key) }
}
