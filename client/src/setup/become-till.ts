import type { ApiFailure } from '../api/api-client.ts'
import { enroll, makeEnrollmentCode } from '../api/relay-api.ts'
import { makeSigningKey, saveTillWorkplace } from '../local/enrolled.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import { deviceName } from './device-name.ts'

export type BecomeTillResult =
  | { readonly ok: true; readonly workplace: TillWorkplace }
  | ApiFailure
  /** The page is not served over https or from this machine, so the browser makes no keys. */
  | { readonly ok: false; readonly code: 'insecure-page' }
  /** The browser could not store the till (full, or in a private window). */
  | { readonly ok: false; readonly code: 'storage-failed'; readonly message: string }

/**
 * Makes this browser the till that a code stands for: its signing key first, then the relay's yes, then its stores.
 * A code is used up by the relay's yes; what fails before it can be tried again with the same code.
 */
export async function becomeTill(code: string): Promise<BecomeTillResult> {
  if (!window.isSecureContext) return { ok: false, code: 'insecure-page' }
  try {
    const key = await makeSigningKey()
    const answer = await enroll({
      code,
      publicKey: key.publicKey,
      deviceName: deviceName(navigator.userAgent),
    })
    if (!answer.ok) return answer
    await askForLastingStorage()
    return { ok: true, workplace: await saveTillWorkplace(answer.value, key) }
  } catch (error) {
    return {
      ok: false,
      code: 'storage-failed',
      message: error instanceof Error ? error.message : String(error),
    }
  }
}

/** For a signed-in manager at this very browser: makes the code and uses it at once. */
export async function becomeTillDirectly(till: string): Promise<BecomeTillResult> {
  const made = await makeEnrollmentCode(till)
  return made.ok ? becomeTill(made.value.code) : made
}

/** A till must not be among what the browser clears when its disk runs full. A no is shown on the dashboard. */
async function askForLastingStorage(): Promise<void> {
  try {
    await navigator.storage.persist()
  } catch {
    // Some browsers have no such promise to give; the till works all the same.
  }
}
