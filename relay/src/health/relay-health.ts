import type { RelayHealth } from '@evertill/crdt-model'
import { countIntegrity } from '../findings/list-findings.ts'
import type { Services } from '../http/context.ts'

/** How this relay is at this moment. Two cheap queries. */
export async function relayHealthOf(services: Services): Promise<RelayHealth> {
  const { hub, metrics, database, version, startedAt } = services
  const [stored, integrity] = await Promise.all([hub.documentFigures(), countIntegrity(database)])
  const figures = hub.figures()
  const { rss, heapUsed } = process.memoryUsage()
  return {
    storage: database.kind,
    version,
    startedAt,
    documents: stored.documents,
    storedBytes: stored.storedBytes,
    connections: figures.connections,
    openDocuments: figures.openDocuments,
    updatesPerSecond: metrics.updatesPerSecond(),
    commit: metrics.commitTimes(),
    queue: { updates: figures.uncommittedUpdates, bytes: figures.uncommittedBytes },
    storeFailingSince: figures.storeFailingSince,
    memory: { resident: rss, heap: heapUsed },
    eventLoopDelay: metrics.eventLoopDelay(),
    refusedUpdates: integrity.refusedUpdates,
    findings: integrity.findings,
  }
}
