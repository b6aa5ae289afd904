import type { ReleaseReply } from '@evertill/crdt-model'
import { type Context, Hono } from 'hono'
import { discardQuarantined, releaseQuarantined } from '../../quarantine/decide-quarantined.ts'
import { listQuarantine } from '../../quarantine/list-quarantine.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireOwner } from '../identity.ts'
import { Problem } from '../problem.ts'

/** `GET`: what was refused and is undecided. `POST /:id/release` and `POST /:id/discard`: an owner decides. */
export function quarantineRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/', async c => {
      await requireOwner(c, services)
      return c.json(await listQuarantine(services.database))
    })
    .post('/:id/release', async c => {
      const owner = await requireOwner(c, services)
      const id = idOf(c)
      const outcome = await releaseQuarantined(services, id, owner.id, services.now())
      if (outcome === undefined) throw noSuchUpdate()
      services.log.info({ update: id, outcome, user: owner.id }, 'an owner asked for a refused update')
      services.changes.notify()
      const reply: ReleaseReply = { outcome }
      return c.json(reply)
    })
    .post('/:id/discard', async c => {
      const owner = await requireOwner(c, services)
      const id = idOf(c)
      if (!(await discardQuarantined(services.database, id, owner.id, services.now()))) throw noSuchUpdate()
      services.log.info({ update: id, user: owner.id }, 'an owner discarded a refused update')
      services.changes.notify()
      return c.body(null, 204)
    })
}

function idOf(c: Context<AppEnv>): number {
  const id = c.req.param('id') ?? ''
  if (!/^[1-9]\d{0,14}$/.test(id)) throw noSuchUpdate()
  return Number(id)
}

function noSuchUpdate(): Problem {
  return new Problem('not-found', 'there is no such refused update to decide on')
}
