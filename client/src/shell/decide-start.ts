import type { StatusReply } from '@evertill/crdt-model'
import type { ApiResult } from '../api/api-client.ts'

/** Where the root of the app leads. */
export type Start = '/till' | '/office' | '/setup' | '/welcome' | 'unreachable'

export interface StartFacts {
  readonly isTill: boolean
  readonly isOffice: boolean
  /** Asks the relay; only when the device itself does not know. */
  readonly getStatus: () => Promise<ApiResult<Pick<StatusReply, 'setUp'>>>
}

/** What this device is decides first, without the network; a device that is nothing yet needs the relay's word. */
export async function decideStart(facts: StartFacts): Promise<Start> {
  if (facts.isTill) return '/till'
  if (facts.isOffice) return '/office'
  const status = await facts.getStatus()
  if (!status.ok) return 'unreachable'
  return status.value.setUp ? '/welcome' : '/setup'
}
