import { ensureInstalled, requireNode } from '../relay/bin/ensure-installed.mjs'
import { ensureChromium } from './ensure-chromium.mjs'
import { ensureRedis } from './ensure-redis.mjs'

/**
 * Everything the tests need that a fresh clone on a bare machine does not have.
 * @param needs `{ browser, postgres, redis }`: what the chosen tests use.
 * @returns `{ env, missing, stop }`: variables for the tests, what could not be had and why, and how to clean up.
 */
export async function setUp(needs) {
  requireNode()
  ensureInstalled()
  const env = {}
  const missing = []
  let stop = async () => {}
  if (needs.browser) {
    const chromium = ensureChromium()
    if (chromium.path === undefined) missing.push(`browser tests: ${chromium.missing}`)
    else env.CHROMIUM = chromium.path
  }
  if (needs.postgres) {
    // It uses an installed package, so it can be loaded only now.
    const { ensurePostgres } = await import('./ensure-postgres.mjs')
    const postgres = await ensurePostgres()
    if (postgres.url === undefined) missing.push(`relay tests on PostgreSQL: ${postgres.missing}`)
    else {
      env.TEST_DATABASE_URL = postgres.url
      env.EVERTILL_REQUIRE_POSTGRES = '1'
      stop = postgres.stop
    }
  }
  if (needs.redis) {
    const redis = ensureRedis()
    if (redis.path === undefined) missing.push(`tests of many relays: ${redis.missing}`)
    else {
      env.REDIS_SERVER = redis.path
      env.EVERTILL_REQUIRE_REDIS = '1'
    }
  }
  return { env, missing, stop }
}
