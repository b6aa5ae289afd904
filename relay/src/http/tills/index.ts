import type { OrganisationId, TillsReply } from '@evertill/crdt-model'
import { type Context, Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { readSessionCookie } from '../../auth/cookies.ts'
import { listTills } from '../../devices/list-tills.ts'
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
      return c.json(await tillsReplyOf(services, user.organisation))
    })
    .get('/events', async c => {
      const user = await requireUser(c, services)
      c.header('cache-control', 'no-store')
      // Proxies that buffer would hold events back.
      c.header('x-accel-buffering', 'no')
      return streamSSE(c, async stream => {
        const ended = new AbortController()
        stream.onAbort(() => ended.abort())
        const signal = AbortSignal.any([ended.signal, services.stopping])
        while (!signal.aborted) {
          if (!(await isStillSignedIn(c, services))) return
          const reply = await tillsReplyOf(services, user.organisation)
          await stream.writeSSE({ event: 'tills', data: JSON.stringify(reply) })
          await waitForChange(services.changes, signal, {
            atLeast: SHORTEST_PAUSE_MS,
            atMost: LONGEST_PAUSE_MS,
          })
        }
      })
    })
}

async function tillsReplyOf(services: Services, organisation: OrganisationId): Promise<TillsReply> {
  const shop = await services.shop.readRecent(SHORTEST_PAUSE_MS)
  const [tills, stored] = await Promise.all([
    listTills(services, organisation, shop, services.now()),
    services.hub.documentFigures(),
  ])
  return {
    tills,
    relay: {
      storage: services.database.kind,
      version: services.version,
      startedAt: services.startedAt,
      documents: stored.documents,
      storedBytes: stored.storedBytes,
      connections: services.hub.figures().connections,
    },
  }
}

/** A session may end while the stream is open. */
async function isStillSignedIn(c: Context<AppEnv>, services: Services): Promise<boolean> {
  const secret = readSessionCookie(c)
  return secret !== undefined && (await services.sessions.find(secret)) !== undefined
}
