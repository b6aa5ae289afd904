import type { Services } from '../http/context.ts'
import { recordSamples } from './health-history.ts'
import { readShopHealth } from './shop-health.ts'

/** Writes down how everything is at this moment, for the charts. Nothing before the shop is set up. */
export async function sampleHealth(services: Services): Promise<void> {
  const health = await readShopHealth(services)
  if (health === undefined) return
  const { organisation, tills, relay, now } = health
  await recordSamples(services.database, organisation, now, { tills, relay, relayName: services.relayName })
}
