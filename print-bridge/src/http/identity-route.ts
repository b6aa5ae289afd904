import { identityRequest, readLanAddress } from '@evertill/crdt-model/printing'
import { Hono } from 'hono'
import type { LanKeys } from '../lan/lan-keys.ts'
import { Problem } from './problem.ts'
import { readBody } from './read-body.ts'
import type { BridgeEnv } from './services.ts'

/** POST /v1/identity: proves the key that tills pin, to an allowed origin, before a till says anything of its own. */
export function identityRoute(keys: LanKeys): Hono<BridgeEnv> {
  return new Hono<BridgeEnv>().post('/', async c => {
    const { nonce } = await readBody(c, identityRequest)
    // One of its own, which the guard has seen to: what it signs names no other place.
    const address = readLanAddress(c.req.header('host') ?? '')
    if (address === null) throw new Problem('wrong-host', 'this service answers to its own address only')
    return c.json(keys.prove(address, nonce))
  })
}
