import type { OrganisationId, RelayHealth, TillHealth } from '@evertill/crdt-model'
import { listTills } from '../devices/list-tills.ts'
import type { Services } from '../http/context.ts'
import { readSetUpState } from '../shop/set-up-shop.ts'
import { relayHealthOf } from './relay-health.ts'

/** How every till and this relay are at a moment. */
export interface ShopHealth {
  readonly organisation: OrganisationId
  readonly tills: readonly TillHealth[]
  readonly relay: RelayHealth
  /** Milliseconds since 1970. */
  readonly now: number
}

/** @returns undefined before the shop is set up */
export async function readShopHealth(services: Services): Promise<ShopHealth | undefined> {
  const shop = await readSetUpState(services.database)
  if (!shop) return undefined
  const { organisation } = shop
  const now = services.now()
  const [tills, relay] = await Promise.all([
    listTills(services, { organisation, role: 'owner', stores: 'all' }, await services.shop.read(), now),
    relayHealthOf(services),
  ])
  return { organisation, tills, relay, now }
}
