import {
  type AccountReply,
  beginSecondStepRequest,
  changePasswordRequest,
  confirmSecondStepRequest,
  parseId,
  provenRequest,
  type UserId,
} from '@evertill/crdt-model'
import { type Context, Hono } from 'hono'
import { changePassword } from '../../auth/change-password.ts'
import { endOtherSessions, endSession } from '../../auth/end-sessions.ts'
import { listSessions } from '../../auth/list-sessions.ts'
import { proveUser } from '../../auth/prove-user.ts'
import { countRecoveryCodes, replaceRecoveryCodes } from '../../auth/recovery-codes.ts'
import {
  beginSecondStep,
  confirmSecondStep,
  removeSecondStep,
  secondStepSince,
} from '../../auth/second-step.ts'
import type { UserSession } from '../../auth/user-sessions.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireSession } from '../identity.ts'
import { parseBody } from '../parse-body.ts'
import { Problem, tooManyAttempts } from '../problem.ts'
import { closeSocketsOf } from '../sync/close-sockets.ts'

/**
 * One's own account. `GET`: second step and sessions. `POST /password`. `POST /second-step` makes a secret,
 * `…/confirm` takes it into use, `…/recovery-codes` gives new ones, `…/remove`. `DELETE /sessions/:id`,
 * `POST /sessions/end-others`. Whatever decides how the account is signed in to asks for the password again.
 */
export function accountRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/', async c => c.json(await accountReplyOf(services, await requireSession(c, services))))
    .post('/password', c => setPassword(c, services))
    .route('/second-step', secondStepRoutes(services))
    .post('/sessions/end-others', async c => {
      const { user, key } = await requireSession(c, services)
      closeSocketsOf(services, await endOtherSessions(services.database, user.id, key), 'unauthenticated')
      services.log.info({ user: user.id }, 'other sessions ended')
      return c.body(null, 204)
    })
    .delete('/sessions/:id', async c => {
      const { user } = await requireSession(c, services)
      const id = parseId(c.req.param('id')) ?? ''
      const ended = await endSession(services.database, user.id, id)
      if (ended.length === 0) throw new Problem('not-found', 'there is no such session')
      closeSocketsOf(services, ended, 'unauthenticated')
      services.log.info({ user: user.id }, 'session ended')
      return c.body(null, 204)
    })
}

function secondStepRoutes(services: Services): Hono<AppEnv> {
  const { database, now } = services
  return new Hono<AppEnv>()
    .post('/', async c => {
      const { user } = await requireSession(c, services)
      await requireProof(services, user.id, await parseBody(c, beginSecondStepRequest))
      if ((await secondStepSince(database, user.id)) !== null) {
        throw new Problem('forbidden', 'this account has a second step: remove it first')
      }
      return c.json(await beginSecondStep(services, user, now()))
    })
    .post('/confirm', async c => {
      const { user } = await requireSession(c, services)
      const { code } = await parseBody(c, confirmSecondStepRequest)
      const attempt = [{ limit: 'proof', name: user.id }] as const
      const start = await services.limits.start(attempt)
      if (start.kind === 'wait') throw tooManyAttempts(start.seconds)
      const recoveryCodes = await confirmSecondStep(services, user.id, code, now())
      if (!recoveryCodes) throw new Problem('wrong-code', 'this code is not one of the new secret')
      await services.limits.succeeded(attempt, ['proof'])
      services.log.info({ user: user.id }, 'second step set up')
      return c.json({ recoveryCodes })
    })
    .post('/recovery-codes', async c => {
      const { user } = await requireSession(c, services)
      await requireProof(services, user.id, await parseBody(c, provenRequest))
      const recoveryCodes = await database.transaction(tx => replaceRecoveryCodes(tx, user.id))
      services.log.info({ user: user.id }, 'recovery codes replaced')
      return c.json({ recoveryCodes })
    })
    .post('/remove', async c => {
      const { user } = await requireSession(c, services)
      await requireProof(services, user.id, await parseBody(c, provenRequest))
      await database.transaction(tx => removeSecondStep(tx, user.id))
      services.log.info({ user: user.id }, 'second step removed')
      return c.body(null, 204)
    })
}

async function setPassword(c: Context<AppEnv>, services: Services): Promise<Response> {
  const { user, key } = await requireSession(c, services)
  const request = await parseBody(c, changePasswordRequest)
  await requireProof(services, user.id, { password: request.current })
  const ended = await changePassword(services.database, user.id, request.password, key)
  closeSocketsOf(services, ended, 'unauthenticated')
  services.log.info({ user: user.id, ended: ended.length }, 'password changed')
  return c.body(null, 204)
}

/** @throws `Problem` wrong-credentials, wrong-code, too-many-attempts. */
async function requireProof(
  services: Services,
  user: UserId,
  given: { readonly password: string; readonly code?: string },
): Promise<void> {
  const outcome = await proveUser(services, user, given)
  switch (outcome.kind) {
    case 'proven':
      return
    case 'must-wait':
      throw tooManyAttempts(outcome.seconds)
    case 'wrong-credentials':
      throw new Problem('wrong-credentials', 'this is not the password')
    case 'wrong-code':
      throw new Problem('wrong-code', 'this code is wrong or was used already')
  }
}

async function accountReplyOf(services: Services, { user, key }: UserSession): Promise<AccountReply> {
  const { database } = services
  const since = await secondStepSince(database, user.id)
  return {
    secondStep:
      since === null ? null : { since, recoveryCodesLeft: await countRecoveryCodes(database, user.id) },
    sessions: await listSessions(database, user.id, key),
  }
}
