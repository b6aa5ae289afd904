import { settleRequest } from '@evertill/crdt-model'
import { type Context, Hono } from 'hono'
import type { User } from '../../auth/user.ts'
import { listFindings } from '../../findings/list-findings.ts'
import { settleFinding } from '../../findings/settled-findings.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireUser } from '../identity.ts'
import { parseBody } from '../parse-body.ts'
import { Problem } from '../problem.ts'

/** `GET`: what is wrong in the documents. `POST /:id/settle`: a person looked into it, and says why it is settled. */
export function findingRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/', async c => {
      await requireOverseer(c, services)
      return c.json(await listFindings(services.database))
    })
    .post('/:id/settle', async c => {
      const user = await requireOverseer(c, services)
      const { reason } = await parseBody(c, settleRequest)
      const { findings } = await listFindings(services.database)
      const finding = findings.find(each => each.id === c.req.param('id'))
      if (finding === undefined) throw new Problem('not-found', 'there is no such finding to settle')
      const at = services.now()
      await settleFinding(services.database, finding, { id: user.id, name: user.name, reason, at })
      services.log.info({ finding: finding.id, kind: finding.kind, user: user.id }, 'a finding was settled')
      services.changes.notify()
      return c.body(null, 204)
    })
}

/** Who answers for all stores: findings are of any. @throws `Problem` unauthenticated, forbidden. */
async function requireOverseer(c: Context<AppEnv>, services: Services): Promise<User> {
  const user = await requireUser(c, services)
  const isOverseer = user.role === 'owner' || (user.role === 'manager' && user.stores === 'all')
  if (!isOverseer) throw new Problem('forbidden', 'only who answers for all stores may do this')
  return user
}
