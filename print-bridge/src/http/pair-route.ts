import { pairRequest } from '@evertill/crdt-model/printing'
import { Hono } from 'hono'
import { Problem } from './problem.ts'
import { RateLimit } from './rate-limit.ts'
import { readBody } from './read-body.ts'
import type { BridgeEnv, Listener, Services } from './services.ts'

/** Tries a minute from the whole network: a code is typed once or twice. On this machine a code's own five are enough. */
const TRIES_ON_LAN = 10

/** POST /v1/pair: the code from the bridge's page for a token, which is told this once. */
export function pairRoute(
  { pairing, tokens, log, now }: Services,
  { via }: Pick<Listener, 'via'>,
): Hono<BridgeEnv> {
  const tries = new RateLimit(TRIES_ON_LAN, now)
  return new Hono<BridgeEnv>().post('/', async c => {
    const { code, till } = await readBody(c, pairRequest)
    const origin = c.get('origin')
    if (via === 'lan' && !tries.take('pair'))
      throw new Problem('too-many-tries', 'pairing was tried too often: wait a minute')
    switch (pairing.redeem(origin, code)) {
      case 'no-code':
        throw new Problem('no-code', 'no code is shown on the page of the print bridge: open it again')
      case 'wrong':
        log.warn({ origin, via }, 'wrong pairing code')
        throw new Problem('wrong-code', 'this is not the code on the page of the print bridge')
      case 'right': {
        const token = await tokens.issue({ origin, via, name: till }, now())
        log.info({ origin, via }, 'till paired')
        return c.json({ token })
      }
    }
  })
}
