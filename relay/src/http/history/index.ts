import { formatDocumentId, historyQuery, LOGS, restoreRequest } from '@evertill/crdt-model'
import { Hono } from 'hono'
import { readHistory } from '../../history/read-history.ts'
import { keptDocument } from '../../history/record-history.ts'
import { restoreRecords } from '../../history/restore-records.ts'
import type { AppEnv, Services } from '../context.ts'
import { requireOwner, requireUser } from '../identity.ts'
import { parseBody } from '../parse-body.ts'
import { parseQuery } from '../parse-query.ts'
import { Problem } from '../problem.ts'

/** `GET`: who changed what in a catalog or in the settings. `POST /restore`: an owner takes them back to a moment. */
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
      const document = keptDocument(catalog)
      if (document.kind === 'settings' && record === undefined) {
        throw new Problem('bad-request', 'settings go back record by record')
      }
      if (record !== undefined && !LOGS[document.kind].some(log => log === record.log)) {
        throw new Problem('bad-request', 'there are no such records in this document')
      }
      const reply = await restoreRecords(sources, owner, { document, record, to, preview })
      if (!preview) {
        const what = { document: formatDocumentId(document), record: record?.id, to, records: reply.records }
        services.log.info({ user: owner.id, ...what }, 'records were taken back to a moment')
      }
      return c.json(reply)
    })
}
