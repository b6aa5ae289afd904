import { listTills } from '../devices/list-tills.ts'
import type { Services } from '../http/context.ts'
import { readSetUpState } from '../shop/set-up-shop.ts'
import { recordSamples } from './health-history.ts'
import { relayHealthOf } from './relay-health.ts'

/** Writes down how everything is at this moment, for the charts. Nothing before the shop is set up. */
export async function sampleHealth(services: Services): Promise<void> {
  const shop = await readSetUpState(services.database)
  if (!shop) return
  const { organisation } = shop
  const now = services.now()
  const [tills, relay] = await Promise.all([
    listTills(services, { organisation, role: 'owner', stores: 'all' }, await services.shop.read(), now),
    relayHealthOf(services),
  ])
  await recordSamples(services.database, organisation, now, { tills, relay, relayName: services.relayName })
}
