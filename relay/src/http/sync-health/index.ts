import { type DocumentsHealthReply, type TillId, toId } from '@evertill/crdt-model'
import { Hono } from 'hono'
import * as v from 'valibot'
import { mayUseStore } from '../../auth/user.ts'
import { listDocumentHealth } from '../../health/document-census.ts'
import { readHistory, SAMPLES_KEPT_MS } from '../../health/health-history.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireOwner, requireUser } from '../identity.ts'
import { Problem } from '../problem.ts'

/** The largest documents are the ones to look at; a shop has a journal for each till and day. */
const MOST_DOCUMENTS = 500
/** How old the list of tills may be, milliseconds. */
const SHOP_AGE_MS = 1000
const HOUR_MS = 3600_000

const hoursParameter = v.pipe(
  v.string(),
  v.regex(/^\d{1,3}$/),
  v.transform(Number),
  v.minValue(1),
  v.maxValue(SAMPLES_KEPT_MS / HOUR_MS),
)

/** `GET /documents`: what is stored of each. `GET /history?hours=`: how the tills of one's stores, and the relays, were. */
export function syncHealthRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/documents', async c => {
      await requireOwner(c, services)
      const documents = await listDocumentHealth(services.database, MOST_DOCUMENTS)
      return c.json({ documents } satisfies DocumentsHealthReply)
    })
    .get('/history', async c => {
      const user = await requireUser(c, services)
      const hours = v.safeParse(hoursParameter, c.req.query('hours') ?? '24')
      if (!hours.success) throw new Problem('bad-request', 'hours must be a number from 1 to 168')
      const since = services.now() - hours.output * HOUR_MS
      const [history, { tills }] = await Promise.all([
        readHistory(services.database, user.organisation, since),
        services.shop.readRecent(SHOP_AGE_MS),
      ])
      // A till that was removed from the settings is of no store: only who is for all of them sees it.
      const isShown = (till: string) => {
        const store = tills.get(toId<TillId>(till))?.store.id
        return user.stores === 'all' || (store !== undefined && mayUseStore(user, store))
      }
      return c.json({ ...history, tills: history.tills.filter(({ till }) => isShown(till)) })
    })
}
