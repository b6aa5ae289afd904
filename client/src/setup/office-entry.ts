import { type SessionReply, toId, type UserId } from '@evertill/crdt-model'
import { saveOfficeWorkplace } from '../local/enrolled.ts'

/** Remembers who signed in, so that the back office opens without a network from now on. */
export function rememberOffice(session: SessionReply): void {
  saveOfficeWorkplace({
    kind: 'office',
    user: toId<UserId>(session.user.id),
    name: session.user.name,
    role: session.user.role,
    stores: session.user.stores,
    database: session.database,
  })
}

/** Where to go after a sign-in: only ever a path of this app. */
export function safeNext(next: string | undefined, fallback: string): string {
  return next !== undefined && /^\/(?![/\\])[\w/-]*$/.test(next) ? next : fallback
}
