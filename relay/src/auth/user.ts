import type { OrganisationId, UserId } from '@evertill/crdt-model'

/** A person with an account at the relay. */
export interface User {
  readonly id: UserId
  readonly organisation: OrganisationId
  readonly organisationName: string
  readonly email: string
  readonly name: string
  readonly role: 'owner' | 'manager'
}
