import { receiptLinkRequest } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { findLinkedReceipt } from '../../receipts/find-linked-receipt.ts'
import { linkHashOf } from '../../receipts/link-hash.ts'
import type { AppEnv, Services } from '../context.ts'
import { parseBody } from '../parse-body.ts'
import { Problem, tooManyAttempts } from '../problem.ts'
import { limitedAddress } from '../request-facts.ts'

/**
 * `POST`: the receipt of whoever has its token, which is all that is asked for. Every other token is answered alike.
 * SPEC RL3.
 */
export function receiptLinkRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/', async c => {
    const { token } = await parseBody(c, receiptLinkRequest)
    const attempt = [{ limit: 'receipt', name: limitedAddress(c, services) }] as const
    const start = await services.limits.start(attempt)
    if (start.kind === 'wait') throw tooManyAttempts(start.seconds)
    const found = await findLinkedReceipt(services, linkHashOf(token))
    if (found === undefined) throw new Problem('not-found', 'there is no such receipt, or not yet')
    await services.limits.succeeded(attempt, [])
    return c.json(found)
  })
}
