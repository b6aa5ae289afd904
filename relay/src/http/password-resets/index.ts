import { resetPasswordRequest } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { spendPasswordReset } from '../../auth/password-reset.ts'
import type { AppEnv, Services } from '../context.ts'
import { parseBody } from '../parse-body.ts'
import { Problem, tooManyAttempts } from '../problem.ts'
import { limitedAddress } from '../request-facts.ts'
import { closeSocketsOf } from '../sync/close-sockets.ts'

const WORDING = {
  'code-unknown': 'there is no such code, or it was used',
  'code-expired': 'this code has expired',
} as const

/** `POST`: sets a password by a one-time code. Signs nobody in: whoever has a second step goes through it. */
export function passwordResetRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/', async c => {
    const { code, password } = await parseBody(c, resetPasswordRequest)
    const attempt = [{ limit: 'reset', name: limitedAddress(c, services) }] as const
    const start = await services.limits.start(attempt)
    if (start.kind === 'wait') throw tooManyAttempts(start.seconds)
    const outcome = await spendPasswordReset(services.database, code, password, services.now())
    if (outcome.kind !== 'reset') throw new Problem(outcome.kind, WORDING[outcome.kind])
    await services.limits.succeeded(attempt, ['reset'])
    closeSocketsOf(services, outcome.ended, 'unauthenticated')
    services.log.info({ user: outcome.user, ended: outcome.ended.length }, 'password set by a one-time link')
    return c.body(null, 204)
  })
}
