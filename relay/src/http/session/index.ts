import { type SessionReply, signInRequest } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { clearSessionCookie, readSessionCookie, writeSessionCookie } from '../../auth/cookies.ts'
import { signIn } from '../../auth/sign-in.ts'
import type { User } from '../../auth/user.ts'
import { sessionKey } from '../../auth/user-sessions.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireUser } from '../identity.ts'
import { parseBody } from '../parse-body.ts'
import { Problem } from '../problem.ts'
import { clientAddress, isSecure } from '../request-facts.ts'

/** `POST` signs in, `GET` says who is signed in, `DELETE` signs out. */
export function sessionRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/', async c => {
      const request = await parseBody(c, signInRequest)
      const outcome = await signIn(services, request, clientAddress(c, services))
      switch (outcome.kind) {
        case 'must-wait':
          throw new Problem('too-many-attempts', 'too many failed attempts: wait before the next one', {
            retryAfterSeconds: outcome.seconds,
          })
        case 'wrong-credentials':
          throw new Problem('wrong-credentials', 'this e-mail and password do not belong together')
        case 'signed-in':
          writeSessionCookie(c, outcome.secret, isSecure(c, services))
          return c.json(sessionReplyOf(services, outcome.user))
      }
    })
    .get('/', async c => c.json(sessionReplyOf(services, await requireUser(c, services))))
    .delete('/', async c => {
      const secret = readSessionCookie(c)
      if (secret !== undefined) {
        await services.sessions.end(secret)
        const key = sessionKey(secret)
        services.hub.closeConnections(owner => owner.session === key, 'unauthenticated')
      }
      clearSessionCookie(c)
      return c.body(null, 204)
    })
}

export function sessionReplyOf(services: Services, user: User): SessionReply {
  return {
    user: { id: user.id, name: user.name, email: user.email, role: user.role },
    organisation: { id: user.organisation, name: user.organisationName },
    database: services.databaseId,
  }
}
