import {
  ACT_AS_PARAMETER,
  type Access,
  accessTo,
  type DocumentId,
  type Principal,
  parseDocumentId,
  type RefusalCode,
  SYNC_PATH,
} from '@evertill/crdt-model'
import type { Context } from 'hono'
import type { Device } from '../../devices/device.ts'
import type { ConnectionOwner } from '../../sync/sync-hub.ts'
import type { AppEnv, Services } from '../context.ts'
import { findAskingDevice, findUserSession } from '../identity.ts'

/** What becomes of a socket that asks for a document. */
export type Admission =
  | { readonly kind: 'admitted'; readonly document: DocumentId; readonly owner: ConnectionOwner }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly sentence: string }

/** Whether whoever asks may open the document that the path names, and as whom. */
export async function admit(c: Context<AppEnv>, services: Services): Promise<Admission> {
  const document = parseDocumentId(c.req.path.slice(SYNC_PATH.length + 1))
  if (!document) return refused('unknownDocument', 'there is no document of this name')
  const actAs = c.req.query(ACT_AS_PARAMETER)
  const device = actAs === 'user' ? undefined : await findAskingDevice(c, services)
  const session = actAs === 'device' ? undefined : await findUserSession(c, services)
  if (device?.revoked && !session) return refused('revoked', 'this device is no longer a till')
  const owners: ConnectionOwner[] = []
  if (device && !device.revoked) owners.push({ principal: principalOf(device), session: device.id })
  if (session) owners.push({ principal: { kind: 'user', role: session.user.role }, session: session.key })
  const [first] = owners
  if (!first) return refused('unauthenticated', 'sign in or enroll this device first')
  const owner = owners.reduce((best, other) => (mayMore(other, best, document) ? other : best), first)
  if (accessTo(owner.principal, document) === 'none') {
    return refused('forbidden', 'this session may not open this document')
  }
  return { kind: 'admitted', document, owner }
}

function principalOf({ till, store, catalog }: Device): Principal {
  return { kind: 'device', till, store, catalog }
}

const ORDER: Readonly<Record<Access, number>> = { none: 0, read: 1, write: 2 }

function mayMore(a: ConnectionOwner, b: ConnectionOwner, document: DocumentId): boolean {
  return ORDER[accessTo(a.principal, document)] > ORDER[accessTo(b.principal, document)]
}

function refused(code: RefusalCode, sentence: string): Admission {
  return { kind: 'refused', code, sentence }
}
