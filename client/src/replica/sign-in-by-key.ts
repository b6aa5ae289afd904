import { deviceChallengeReply, deviceSignInMessage } from '@evertill/crdt-model'
import * as v from 'valibot'
import { journalSigner } from '../local/journal-crypto.ts'
import type { TillWorkplace } from '../local/workplace.ts'

/**
 * Gets this device a new session when the browser lost its cookie (browsers write cookies to disk late, so a tablet
 * that loses power soon after it was enrolled comes back without): it signs a challenge with its journal key.
 * Returns whether the relay took it; false as well when the relay cannot be reached.
 * @param database the relay's database as it was met last
 */
export async function signInByKey(
  relayUrl: string,
  workplace: TillWorkplace,
  keyPair: CryptoKeyPair,
  database: string,
): Promise<boolean> {
  try {
    const asked = await post(`${relayUrl}/api/device/challenge`, { device: workplace.device })
    if (!asked.ok) return false
    const { challenge } = v.parse(deviceChallengeReply, await asked.json())
    const message = deviceSignInMessage(database, workplace.device, challenge)
    const signature = await journalSigner(keyPair).sign(message)
    const answer = { device: workplace.device, signature: btoa(String.fromCharCode(...signature)) }
    return (await post(`${relayUrl}/api/device/session`, answer)).ok
  } catch {
    return false
  }
}

function post(url: string, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}
