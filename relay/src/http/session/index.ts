import { type SessionReply, signInRequest } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { clearSessionCookie, readSessionCookie, writeSessionCookie } from '../../auth/cookies.ts'
import { signIn } from '../../auth/sign-in.ts'
import type { User } from '../../auth/user.ts'
import { sessionKey } from '../../auth/user-sessions.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireUser } from '../identity.ts'
import { parseBody } from '../parse-body.ts'
import { Problem, tooManyAttempts } from '../problem.ts'
import { isSecure } from '../request-facts.ts'
import { signInFrom } from '../sign-in-from.ts'
import { closeSocketsOf } from '../sync/close-sockets.ts'

/** `POST` signs in, `GET` says who is signed in, `DELETE` signs out. */
export function sessionRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/', async c => {
      const request = await parseBody(c, signInRequest)
      const outcome = await signIn(services, request, signInFrom(c, services))
      switch (outcome.kind) {
        case 'must-wait':
          throw tooManyAttempts(outcome.seconds)
        case 'wrong-credentials':
          throw new Problem('wrong-credentials', 'this e-mail and password do not belong together')
        case 'second-step-required':
          throw new Problem('second-step-required', 'this account asks for a code as well')
        case 'wrong-code':
          throw new Problem('wrong-code', 'this code is wrong or was used already')
        case 'signed-in':
          services.log.info({ user: outcome.user.id }, 'user signed in')
          writeSessionCookie(c, outcome.secret, isSecure(c, services))
          return c.json(sessionReplyOf(services, outcome.user))
      }
    })
    .get('/', async c => c.json(sessionReplyOf(services, await requireUser(c, services))))
    .delete('/', async c => {
      const secret = readSessionCookie(c)
      if (secret !== undefined) {
        await services.sessions.end(secret)
        closeSocketsOf(services, [sessionKey(secret)], 'unauthenticated')
      }
      clearSessionCookie(c)
      return c.body(null, 204)
    })
}

export function sessionReplyOf(services: Services, user: User): SessionReply {
  const { id, name, email, role, stores } = user
  return {
    user: { id, name, email, role, stores: stores === 'all' ? 'all' : [...stores] },
    organisation: { id: user.organisation, name: user.organisationName },
    database: services.databaseId,
  }
}
