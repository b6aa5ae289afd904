import { deviceChallengeReply, deviceSignInMessage } from '@evertill/crdt-model'
import { type ApiClient, nothing } from '../api/api-client.ts'
import { toBase64 } from '../local/base64.ts'
import { journalSigner } from '../local/journal-crypto.ts'
import type { TillWorkplace } from '../local/workplace.ts'

/**
 * Gets this device a new session when the browser lost its cookie (browsers write cookies to disk late, so a tablet
 * that loses power soon after it was enrolled comes back without): it signs a challenge with its journal key.
 * Returns whether the relay took it; false as well when the relay cannot be reached.
 * @param database the relay's database as it was met last
 */
export async function signInByKey(
  api: ApiClient,
  workplace: TillWorkplace,
  keyPair: CryptoKeyPair,
  database: string,
): Promise<boolean> {
  try {
    const asked = await api.post('/api/device/challenge', { device: workplace.device }, deviceChallengeReply)
    if (!asked.ok) return false
    const message = deviceSignInMessage(database, workplace.device, asked.value.challenge)
    const signature = await journalSigner(keyPair).sign(message)
    const answer = { device: workplace.device, signature: toBase64(signature) }
    return (await api.post('/api/device/session', answer, nothing)).ok
  } catch {
    return false
  }
}
