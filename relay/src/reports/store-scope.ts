import type { StoreId } from '@evertill/crdt-model'
import type { User } from '../auth/user.ts'
import type { Conditions } from './conditions.ts'

/** The stores whose sales and stock somebody may see: owners all, managers theirs. The one place that decides it. */
export function storesOf(user: User): 'all' | readonly StoreId[] {
  return user.role === 'owner' ? 'all' : user.stores
}

/** Narrows a query on rows with a `store` to the stores that the user may see. */
export function limitToStores(conditions: Conditions, user: User): void {
  const stores = storesOf(user)
  if (stores === 'all') return
  const list = conditions.parameter(JSON.stringify(stores))
  conditions.add(`store in (select jsonb_array_elements_text(${list}::jsonb))`)
}
