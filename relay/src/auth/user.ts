import {
  answersFor,
  type OrganisationId,
  type Principal,
  type StoreId,
  type StoreScope,
  storeScope,
  toId,
  type UserId,
  type UserRole,
} from '@evertill/crdt-model'
import * as v from 'valibot'

/** A person with an account at the relay. */
export interface User {
  readonly id: UserId
  readonly organisation: OrganisationId
  readonly organisationName: string
  readonly email: string
  readonly name: string
  readonly role: UserRole
  /** Always all for an owner. */
  readonly stores: StoreScope
}

/** What `toUser` wants of `users u join organisations o`. */
export const USER_COLUMNS =
  'u.id, u.organisation, o.name as organisation_name, u.email, u.name, u.role, u.stores'

export interface UserRow {
  readonly id: string
  readonly organisation: string
  readonly organisation_name: string
  readonly email: string
  readonly name: string
  readonly role: UserRole
  readonly stores: unknown
}

export function toUser(row: UserRow): User {
  return {
    id: toId<UserId>(row.id),
    organisation: toId<OrganisationId>(row.organisation),
    organisationName: row.organisation_name,
    email: row.email,
    name: row.name,
    role: row.role,
    stores: toStoreScope(row.stores),
  }
}

/** A stored scope: null is all. @throws when something else than ids is stored. */
export function toStoreScope(stored: unknown): StoreScope {
  return v.parse(storeScope, stored ?? 'all')
}

/** How a scope is stored: JSON text, or null for all. */
export function storedScope(scope: StoreScope): string | null {
  return scope === 'all' ? null : JSON.stringify([...new Set(scope)])
}

/** Whether the user answers for a store. */
export function mayUseStore(user: Pick<User, 'role' | 'stores'>, store: StoreId): boolean {
  return answersFor(principalOfUser(user), store)
}

/** As whom a user asks for documents. */
export function principalOfUser({ role, stores }: Pick<User, 'role' | 'stores'>): Principal {
  return { kind: 'user', role, stores }
}
