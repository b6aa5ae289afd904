import type { TillsReply } from '@evertill/crdt-model'
import { type Context, Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { readSessionCookie } from '../../auth/cookies.ts'
import type { User } from '../../auth/user.ts'
import { listTills } from '../../devices/list-tills.ts'
import { relayHealthOf } from '../../health/relay-health.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireUser } from '../identity.ts'
import { waitForChange } from './wait-for-change.ts'

/** At most one event in this time, milliseconds. */
const SHORTEST_PAUSE_MS = 1000
/** At least one event in this time: also tells a dead connection from a quiet one. */
const LONGEST_PAUSE_MS = 10_000

/** `GET`: how every till is. `GET /events`: the same as server-sent events named `tills`, whenever it changes. */
export function tillRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/', async c => {
      const user = await requireUser(c, services)
      return c.json(await tillsReplyOf(services, user))
    })
    .get('/events', async c => {
      await requireUser(c, services)
      c.header('cache-control', 'no-store')
      // Proxies that buffer would hold events back.
      c.header('x-accel-buffering', 'no')
      return streamSSE(c, async stream => {
        const ended = new AbortController()
        stream.onAbort(() => ended.abort())
        const signal = AbortSignal.any([ended.signal, services.stopping])
        while (!signal.aborted) {
          // A session may end, or be for other stores, while the stream is open.
          const user = await findUser(c, services)
          if (!user) return
          const reply = await tillsReplyOf(services, user)
          await stream.writeSSE({ event: 'tills', data: JSON.stringify(reply) })
          await waitForChange(services.changes, signal, {
            atLeast: SHORTEST_PAUSE_MS,
            atMost: LONGEST_PAUSE_MS,
          })
        }
      })
    })
}

/** The tills of the stores that the user is for. */
async function tillsReplyOf(services: Services, user: User): Promise<TillsReply> {
  const shop = await services.shop.readRecent(SHORTEST_PAUSE_MS)
  const [tills, relay] = await Promise.all([
    listTills(services, user, shop, services.now()),
    relayHealthOf(services),
  ])
  return { tills, relay }
}

async function findUser(c: Context<AppEnv>, services: Services): Promise<User | undefined> {
  const secret = readSessionCookie(c)
  return secret === undefined ? undefined : (await services.sessions.find(secret))?.user
}
