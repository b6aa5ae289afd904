import { setupRequest } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { writeSessionCookie } from '../../auth/cookies.ts'
import type { User } from '../../auth/user.ts'
import { setUpShop } from '../../shop/set-up-shop.ts'
import type { AppEnv, Services } from '../context.ts'
import { parseBody } from '../parse-body.ts'
import { Problem } from '../problem.ts'
import { isSecure } from '../request-facts.ts'
import { sessionReplyOf } from '../session/index.ts'
import { signInFrom } from '../sign-in-from.ts'

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
    await projectFirst(services)
    services.changes.notify()
    services.log.info({ kind: request.kind, organisation: organisation.id }, 'shop set up')
    const { words } = signInFrom(c, services)
    const secret = await services.sessions.create(owner.id, owner.passwordHash, words)
    if (secret === undefined) throw new Problem('already-set-up', 'this relay has a shop already')
    writeSessionCookie(c, secret, isSecure(c, services))
    const user: User = {
      ...owner,
      organisation: organisation.id,
      organisationName: organisation.name,
      stores: 'all',
    }
    return c.json(sessionReplyOf(services, user), 201)
  })
}

/** What set-up wrote could not be projected yet: there was no organisation whose it is. */
async function projectFirst({ projection, log }: Services): Promise<void> {
  try {
    await projection.sweep()
  } catch (error) {
    log.warn({ err: error }, 'the new shop is projected later')
  }
}
