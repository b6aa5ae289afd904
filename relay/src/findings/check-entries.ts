import {
  type AttributedEntry,
  type DocumentId,
  decodeRecordEntry,
  entryFaults,
  LOGS,
  readLog,
  type StoreId,
  toId,
} from '@evertill/crdt-model'
import type { Queryable } from '../storage/database.ts'
import { type ClientBinding, RELAY_WRITER } from '../sync/guard/client-bindings.ts'
import type { SyncHub } from '../sync/sync-hub.ts'
import type { FoundFault } from './found-fault.ts'

/** Whether what one connection sent may say that it is by this person. */
type MayClaim = (binding: ClientBinding | undefined, who: string) => boolean

/** Looks at entries one by one: what is no entry, what no schema knows, and who says to be somebody else. */
export function checkEntries(
  document: DocumentId,
  entries: readonly AttributedEntry[],
  bindings: ReadonlyMap<number, ClientBinding>,
  mayClaim: MayClaim,
): FoundFault[] {
  return entries.flatMap(({ log, client, raw }) => {
    const binding = bindings.get(client)
    const faults = entryFaults(document, log, raw, who => mayClaim(binding, who))
    return faults.map(fault => ({
      ...fault,
      entries: 1,
      ...(binding && { writer: binding.writer, writerName: binding.name }),
    }))
  })
}

/** Names are cut to this many characters in entries. */
const WHO_LENGTH = 40

/**
 * The rule for whom an entry may say it is by. A person: their name, as it was when they connected, or their id. A
 * till: itself, or somebody who may sign in there, since the relay does not know who stands at it. What the relay
 * wrote, and what was stored before anybody's ids were bound, may say anything.
 */
export async function claimRule(database: Queryable, hub: Pick<SyncHub, 'read'>): Promise<MayClaim> {
  const devices = await database.query<{ id: string; till: string; store: string }>(
    'select id, till, store from devices',
  )
  const staff = new Map<string, ReadonlySet<string>>()
  for (const store of new Set(devices.map(device => device.store))) {
    staff.set(store, await peopleOf(hub, store))
  }
  const known = new Map(devices.map(device => [`device:${device.id}`, device]))
  return (binding, who) => {
    if (binding === undefined || binding.writer === RELAY_WRITER) return true
    const device = known.get(binding.writer)
    if (device !== undefined) return who === device.till || staff.get(device.store)?.has(who) === true
    return who === binding.name.slice(0, WHO_LENGTH) || binding.writer === `user:${who}`
  }
}

async function peopleOf(hub: Pick<SyncHub, 'read'>, store: string): Promise<ReadonlySet<string>> {
  const [people] = LOGS.staff
  return hub.read({ kind: 'staff', store: toId<StoreId>(store) }, doc => {
    const ids = readLog(doc, people).flatMap(raw => decodeRecordEntry(raw)?.record ?? [])
    return new Set(ids)
  })
}
