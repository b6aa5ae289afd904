import { pairRequest } from '@evertill/crdt-model/printing'
import { Hono } from 'hono'
import { Problem } from './problem.ts'
import { readBody } from './read-body.ts'
import type { BridgeEnv, Services } from './services.ts'

/** POST /v1/pair: the code from the bridge's page for a token, which is told this once. */
export function pairRoute({ pairing, tokens, log, now }: Services): Hono<BridgeEnv> {
  return new Hono<BridgeEnv>().post('/', async c => {
    const { code } = await readBody(c, pairRequest)
    const origin = c.get('origin')
    switch (pairing.redeem(origin, code)) {
      case 'no-code':
        throw new Problem('no-code', 'no code is shown on the page of the print bridge: open it again')
      case 'wrong':
        log.warn({ origin }, 'wrong pairing code')
        throw new Problem('wrong-code', 'this is not the code on the page of the print bridge')
      case 'right': {
        const token = await tokens.issue(origin, now())
        log.info({ origin }, 'till paired')
        return c.json({ token })
      }
    }
  })
}
