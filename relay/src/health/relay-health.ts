import type { RelayHealth } from '@evertill/crdt-model'
import { listRelays } from '../fan-out/relay-registry.ts'
import { countIntegrity } from '../findings/list-findings.ts'
import type { Services } from '../http/context.ts'
import { recoveryState } from '../recovery/recovery-window.ts'

/** How this relay is at this moment, and who else is there. Four cheap queries. */
export async function relayHealthOf(services: Services): Promise<RelayHealth> {
  const { hub, metrics, database, version, startedAt, relayName } = services
  const [stored, integrity, relays, recovery] = await Promise.all([
    hub.documentFigures(),
    countIntegrity(database),
    listRelays(database),
    recoveryState(database, services.now()),
  ])
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
    relays: relays.map(relay => ({
      ...relay,
      startedAt: relay.startedAt.getTime(),
      seenAt: relay.seenAt.getTime(),
      isThis: relay.name === relayName,
    })),
    recovery,
  }
}
