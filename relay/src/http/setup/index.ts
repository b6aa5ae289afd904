import { setupRequest } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { writeSessionCookie } from '../../auth/cookies.ts'
import { setUpShop } from '../../shop/set-up-shop.ts'
import type { AppEnv, Services } from '../context.ts'
import { parseBody } from '../parse-body.ts'
import { Problem } from '../problem.ts'
import { isSecure } from '../request-facts.ts'
import { sessionReplyOf } from '../session/index.ts'

/** `POST`: sets the shop up, once, and signs its owner in. */
export function setupRoutes(services: Services): Hono<AppEnv> {
  // Two set-ups at once (a double tap) wait for each other: the second finds the shop of the first.
  let last: Promise<unknown> = Promise.resolve()
  return new Hono<AppEnv>().post('/', async c => {
    const request = await parseBody(c, setupRequest)
    const mine = last.then(() => setUpShop(services, request))
    last = mine.catch(() => {})
    const outcome = await mine
    if (outcome.kind === 'already-set-up')
      throw new Problem('already-set-up', 'this relay has a shop already')
    const { owner, organisation } = outcome
    services.changes.notify()
    services.log.info({ kind: request.kind, organisation: organisation.id }, 'shop set up')
    writeSessionCookie(c, await services.sessions.create(owner.id), isSecure(c, services))
    const user = { ...owner, organisation: organisation.id, organisationName: organisation.name }
    return c.json(sessionReplyOf(services, user), 201)
  })
}
