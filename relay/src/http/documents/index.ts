import { ACT_AS_PARAMETER, type DocumentsReply, parseId, type StoreId } from '@evertill/crdt-model'
import { type Context, Hono } from 'hono'
import { mayUseStore, type User } from '../../auth/user.ts'
import type { AppEnv, Services } from '../context.ts'
import { findUserSession, requireDevice, requireUser } from '../identity.ts'
import { Problem } from '../problem.ts'

/** `GET ?store=`: the stock documents of a store. A device is told its own store's only, a manager their stores'. */
export function documentRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async c => {
    const store = parseId<StoreId>(c.req.query('store') ?? '')
    if (!store) {
      throw new Problem('bad-request', 'store must be a store id', { fields: { store: 'required' } })
    }
    await requireReader(c, services, store)
    const reply: DocumentsReply = { documents: await services.hub.listDocuments(`stock/${store}/`) }
    return c.json(reply)
  })
}

async function requireReader(c: Context<AppEnv>, services: Services, store: StoreId): Promise<void> {
  switch (c.req.query(ACT_AS_PARAMETER)) {
    case 'user':
      return requireStore(await requireUser(c, services), store)
    case 'device':
      return requireOwnStore((await requireDevice(c, services)).store, store)
    case undefined: {
      const session = await findUserSession(c, services)
      if (session) return requireStore(session.user, store)
      return requireOwnStore((await requireDevice(c, services)).store, store)
    }
    default:
      throw new Problem('bad-request', `${ACT_AS_PARAMETER} is device or user`)
  }
}

function requireStore(user: User, store: StoreId): void {
  if (!mayUseStore(user, store)) throw new Problem('forbidden', 'this is another store')
}

function requireOwnStore(own: StoreId, asked: StoreId): void {
  if (own !== asked) throw new Problem('forbidden', 'this is not the store of this till')
}
