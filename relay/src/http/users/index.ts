import {
  type AddUserReply,
  addUserRequest,
  changeUserRequest,
  makeResetRequest,
  parseId,
  type StoreScope,
  type UserId,
  type UsersReply,
} from '@evertill/crdt-model'
import { type Context, Hono } from 'hono'
import { makePasswordReset } from '../../auth/password-reset.ts'
import type { User } from '../../auth/user.ts'
import { addUser } from '../../users/add-user.ts'
import { changeUser } from '../../users/change-user.ts'
import { findUser, listUsers } from '../../users/list-users.ts'
import { restoreUser } from '../../users/restore-user.ts'
import { revokeUser } from '../../users/revoke-user.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireOwner } from '../identity.ts'
import { parseBody } from '../parse-body.ts'
import { Problem } from '../problem.ts'
import { closeSocketsOf } from '../sync/close-sockets.ts'

/**
 * Owners and managers, for owners. `GET`, `POST` adds one, `PATCH /:id` changes name, role, stores, `DELETE /:id` shuts
 * out at once, `POST /:id/restore` lets in again, `POST /:id/reset` makes a one-time code to set a password with.
 */
export function userRoutes(services: Services): Hono<AppEnv> {
  const { database, log, now } = services
  return new Hono<AppEnv>()
    .get('/', async c => {
      const owner = await requireOwner(c, services)
      const reply: UsersReply = { users: await listUsers(database, owner.organisation) }
      return c.json(reply)
    })
    .post('/', c => add(c, services))
    .patch('/:id', async c => {
      const [owner, user] = await whoAndWhom(c, services)
      const change = await parseBody(c, changeUserRequest)
      if (change.stores !== undefined) await requireStores(services, change.stores)
      const outcome = await changeUser(database, owner.organisation, user, change)
      if (outcome.kind !== 'changed') throw problemOf(outcome.kind)
      closeSocketsOf(services, outcome.affected, 'rightsChanged')
      log.info({ user, by: owner.id, role: change.role }, 'user changed')
      return c.json(await accountOf(services, owner, user))
    })
    .delete('/:id', async c => {
      const [owner, user] = await whoAndWhom(c, services)
      const outcome = await revokeUser(database, owner.organisation, user, now())
      if (outcome.kind !== 'revoked') throw problemOf(outcome.kind)
      closeSocketsOf(services, outcome.ended, 'revoked')
      log.info({ user, by: owner.id }, 'user revoked')
      return c.body(null, 204)
    })
    .post('/:id/restore', async c => {
      const [owner, user] = await whoAndWhom(c, services)
      if (!(await restoreUser(database, owner.organisation, user))) throw problemOf('unknown')
      log.info({ user, by: owner.id }, 'user restored')
      return c.json(await accountOf(services, owner, user))
    })
    .post('/:id/reset', async c => {
      const [owner, user] = await whoAndWhom(c, services)
      const { removesSecondStep } = await parseBody(c, makeResetRequest)
      if ((await accountOf(services, owner, user)).state === 'revoked') throw problemOf('unknown')
      const reset = await database.transaction(tx =>
        makePasswordReset(tx, user, owner.id, removesSecondStep, now()),
      )
      log.info({ user, by: owner.id, removesSecondStep }, 'one-time link made')
      return c.json(reset, 201)
    })
}

async function add(c: Context<AppEnv>, services: Services): Promise<Response> {
  const owner = await requireOwner(c, services)
  const request = await parseBody(c, addUserRequest)
  await requireStores(services, request.stores)
  const outcome = await addUser(services.database, owner, request, services.now())
  if (outcome.kind === 'email-taken') {
    throw new Problem('bad-request', 'there is an account with this e-mail', { fields: { email: 'taken' } })
  }
  services.log.info({ user: outcome.user, by: owner.id, role: request.role }, 'user added')
  const reply: AddUserReply = {
    user: await accountOf(services, owner, outcome.user),
    reset: outcome.reset,
  }
  return c.json(reply, 201)
}

async function whoAndWhom(c: Context<AppEnv>, services: Services): Promise<[owner: User, user: UserId]> {
  const owner = await requireOwner(c, services)
  const user = parseId<UserId>(c.req.param('id') ?? '')
  if (!user) throw problemOf('unknown')
  return [owner, user]
}

async function accountOf(services: Services, owner: User, user: UserId) {
  const account = await findUser(services.database, owner.organisation, user)
  if (!account) throw problemOf('unknown')
  return account
}

/** A scope of stores that do not exist would be one of nothing. */
async function requireStores(services: Services, scope: StoreScope): Promise<void> {
  if (scope === 'all') return
  const { stores } = await services.shop.read()
  if (!scope.every(store => stores.has(store))) {
    throw new Problem('bad-request', 'there is no such store', { fields: { stores: 'not-supported' } })
  }
}

function problemOf(kind: 'unknown' | 'last-owner'): Problem {
  return kind === 'unknown'
    ? new Problem('not-found', 'there is no such account')
    : new Problem('last-owner', 'a shop needs an owner who can sign in: make somebody else one first')
}
