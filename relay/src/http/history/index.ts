import { formatDocumentId, historyQuery, restoreRequest } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { readHistory } from '../../history/read-history.ts'
import { restoreCatalog } from '../../history/restore-catalog.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireOwner, requireUser } from '../identity.ts'
import { parseBody } from '../parse-body.ts'
import { parseQuery } from '../parse-query.ts'

/** `GET`: who changed what in a catalog or in the settings. `POST /restore`: an owner takes a catalog back to a moment. */
export function historyRoutes(services: Services): Hono<AppEnv> {
  const sources = { ...services, keepMs: services.historyKeepMs }
  return new Hono<AppEnv>()
    .get('/', async c => {
      const user = await requireUser(c, services)
      return c.json(await readHistory(sources, user.organisation, parseQuery(c, historyQuery)))
    })
    .post('/restore', async c => {
      const owner = await requireOwner(c, services)
      const { catalog, record, to, preview } = await parseBody(c, restoreRequest)
      const document = { kind: 'catalog', catalog } as const
      const reply = await restoreCatalog(sources, owner, { document, record, to, preview })
      if (!preview) {
        const what = { document: formatDocumentId(document), record: record?.id, to, records: reply.records }
        services.log.info({ user: owner.id, ...what }, 'a catalog was taken back to a moment')
      }
      return c.json(reply)
    })
}
