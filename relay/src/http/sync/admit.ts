import {
  ACT_AS_PARAMETER,
  type Access,
  accessTo,
  type DocumentId,
  parseDocumentId,
  type RefusalCode,
  type ShopFacts,
} from '@evertill/crdt-model'
import type { Context } from 'hono'
import { principalOfUser } from '../../auth/user.ts'
import type { UserSession } from '../../auth/user-sessions.ts'
import type { Device } from '../../devices/device.ts'
import { storeOfTill } from '../../devices/store-of-till.ts'
import { deviceWriter, userWriter } from '../../sync/guard/client-bindings.ts'
import type { ConnectionOwner } from '../../sync/sync-hub.ts'
import type { AppEnv, Services } from '../context.ts'
import { findAskingDevice, findUserSession } from '../identity.ts'

export interface Refused {
  readonly kind: 'refused'
  readonly code: RefusalCode
  readonly sentence: string
}

/** Who is behind a socket: one, or both that a browser can be. */
export type Identity = { readonly kind: 'known'; readonly owners: readonly ConnectionOwner[] } | Refused

/** What becomes of whoever asks for a document. */
export type Admission =
  | {
      readonly kind: 'admitted'
      readonly document: DocumentId
      readonly owner: ConnectionOwner
      readonly access: Access
    }
  | Refused

/** Who asks, as the cookies say. */
export async function identify(c: Context<AppEnv>, services: Services): Promise<Identity> {
  const actAs = c.req.query(ACT_AS_PARAMETER)
  const device = actAs === 'user' ? undefined : await findAskingDevice(c, services)
  const session = actAs === 'device' ? undefined : await findUserSession(c, services)
  if (device?.revoked && !session) return refused('revoked', 'this device is no longer a till')
  const owners: ConnectionOwner[] = []
  if (device && !device.revoked) owners.push(ownerOfDevice(device))
  if (session) owners.push(ownerOfSession(session))
  if (owners.length === 0) return refused('unauthenticated', 'sign in or enroll this device first')
  return { kind: 'known', owners }
}

/**
 * Whether one of them may open the document of this name, and which.
 * @param name as it came: no part of it is decoded
 */
export async function admit(
  owners: readonly ConnectionOwner[],
  name: string,
  services: Services,
): Promise<Admission> {
  const document = parseDocumentId(name)
  if (!document) return refused('unknownDocument', 'there is no document of this name')
  const facts = await factsAbout(document, owners, services)
  const accessOf = (owner: ConnectionOwner) => accessTo(owner.principal, document, facts)
  const owner = owners.reduce((best, other) =>
    ORDER[accessOf(other)] > ORDER[accessOf(best)] ? other : best,
  )
  const access = accessOf(owner)
  if (access === 'none') return refused('forbidden', 'this session may not open this document')
  return { kind: 'admitted', document, owner, access }
}

/** What the name of a document does not say and a manager of some stores is asked about. */
async function factsAbout(
  document: DocumentId,
  owners: readonly ConnectionOwner[],
  { database }: Services,
): Promise<ShopFacts | undefined> {
  const isAsked = owners.some(({ principal }) => principal.kind === 'user' && Array.isArray(principal.stores))
  if (document.kind !== 'journal' || !isAsked) return undefined
  const store = await storeOfTill(database, document.till)
  return { storeOf: till => (till === document.till ? store : undefined) }
}

/**
 * While an owner holds a recovery open, tills bring back what they otherwise only read: the catalog, the settings, the
 * stock of others.
 */
export function mayRestore({ owner, access }: Extract<Admission, { kind: 'admitted' }>): boolean {
  return owner.principal.kind === 'device' && access === 'read'
}

function ownerOfDevice({ id, till, store, catalog }: Device): ConnectionOwner {
  return {
    principal: { kind: 'device', till, store, catalog },
    session: id,
    writer: deviceWriter(id),
    name: till,
  }
}

function ownerOfSession({ user, key }: UserSession): ConnectionOwner {
  return {
    principal: principalOfUser(user),
    session: key,
    writer: userWriter(user.id),
    name: user.name,
  }
}

const ORDER: Readonly<Record<Access, number>> = { none: 0, read: 1, append: 2, write: 3 }

function refused(code: RefusalCode, sentence: string): Refused {
  return { kind: 'refused', code, sentence }
}
