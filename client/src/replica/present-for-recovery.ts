import {
  deviceRecoveryMessage,
  keyFingerprint,
  type RecoveryClaim,
  recoveryChallengeReply,
  recoveryProofReply,
  statusReply,
} from '@evertill/crdt-model'
import * as v from 'valibot'
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
  relayUrl: string,
  workplace: TillWorkplace,
  keyPair: CryptoKeyPair,
): Promise<RecoveryState> {
  try {
    const status = await fetch(`${relayUrl}/api/status`, { credentials: 'same-origin' })
    if (!status.ok || !v.parse(statusReply, await status.json()).recovering) return { kind: 'closed' }
    const key = new Uint8Array(await crypto.subtle.exportKey('raw', keyPair.publicKey))
    const asked = await post(`${relayUrl}/api/recovery/claims`, claimOf(workplace, key))
    if (!asked.ok) return { kind: 'closed' }
    const { challenge, database } = v.parse(recoveryChallengeReply, await asked.json())
    const message = deviceRecoveryMessage(database, workplace.device, challenge)
    const signature = await journalSigner(keyPair).sign(message)
    const proof = { device: workplace.device, signature: base64(signature) }
    const answered = await post(`${relayUrl}/api/recovery/proof`, proof)
    if (!answered.ok) return { kind: 'closed' }
    const { state } = v.parse(recoveryProofReply, await answered.json())
    return state === 'waiting'
      ? { kind: state, fingerprint: keyFingerprint(await sha256(key)) }
      : { kind: state }
  } catch {
    return { kind: 'closed' }
  }
}

function claimOf(workplace: TillWorkplace, key: Uint8Array): RecoveryClaim {
  const { device, till, tillName, tillCode, store, storeName, catalog, epoch } = workplace
  return { device, till, tillName, tillCode, store, storeName, catalog, epoch, publicKey: base64(key) }
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

function post(url: string, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}
