import { addUserRequest, type UserId } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { hashPassword } from '../../auth/password.ts'
import { randomId } from '../../auth/random-id.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireOwner } from '../identity.ts'
import { parseBody } from '../parse-body.ts'
import { Problem } from '../problem.ts'

/** `POST`: an owner adds a manager or another owner. */
export function userRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/', async c => {
    const owner = await requireOwner(c, services)
    const request = await parseBody(c, addUserRequest)
    const added = await services.database.query<{ id: string }>(
      `insert into users (id, organisation, email, name, role, password_hash) values ($1, $2, $3, $4, $5, $6)
       on conflict (email) do nothing returning id`,
      [
        randomId<UserId>(),
        owner.organisation,
        request.email,
        request.name,
        request.role,
        await hashPassword(request.password),
      ],
    )
    const [row] = added
    if (!row)
      throw new Problem('bad-request', 'there is an account with this e-mail', { fields: { email: 'taken' } })
    services.log.info({ user: row.id, role: request.role }, 'user added')
    return c.json({ id: row.id, name: request.name, email: request.email, role: request.role }, 201)
  })
}
