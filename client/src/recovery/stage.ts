import type { RecoveryReply, StatusReply } from '@evertill/crdt-model'
import type { ApiResult } from '../api/api-client.ts'

/** What the recovery screen shows. */
export type Stage =
  | { readonly kind: 'asking' }
  | { readonly kind: 'unreachable' }
  /** There is no shop: one is to be brought back. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'not-an-owner' }
  | { readonly kind: 'recovery'; readonly recovery: RecoveryReply }

/** What follows from the relay's answers. */
export function nextStage(status: ApiResult<StatusReply>, recovery: ApiResult<RecoveryReply>): Stage {
  if (!status.ok) return { kind: 'unreachable' }
  if (!status.value.setUp) return { kind: 'empty' }
  if (recovery.ok) return { kind: 'recovery', recovery: recovery.value }
  if (recovery.code === 'unauthenticated') return { kind: 'signed-out' }
  return recovery.code === 'forbidden' ? { kind: 'not-an-owner' } : { kind: 'unreachable' }
}
