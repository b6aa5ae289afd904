import { type Fields, ID_RANDOM_BYTES, makeId, type RecordLog, type ReplicaId } from '@evertill/crdt-model'
import { WebSocket as NodeSocket } from 'ws'
import * as Y from 'yjs'
import { DurableProvider } from '../../src/replica/durable-provider.ts'
import { type Edit, RecordDocument } from '../../src/replica/record-document.ts'
import type { SocketClass } from '../../src/replica/sync-url.ts'

/** A document of the relay as a signed-in manager's device holds it, without a screen. */
export interface ManagerDocument {
  readonly doc: Y.Doc
  readonly records: RecordDocument
  /** Everything written here is committed at the relay. */
  untilSafe(): Promise<void>
  close(): void
}

/**
 * Writes records as the owner of the demo shop does on a device of their own. Resolves when the relay has committed them.
 * @param records fields by the record's id
 */
export async function writeRecords(
  relayUrl: string,
  { cookie }: { readonly cookie: string },
  document: string,
  log: RecordLog,
  records: { readonly [record: string]: Fields },
): Promise<void> {
  const opened = await openDocument(relayUrl, cookie, document, [log])
  const writes = Object.entries(records).map(([record, fields]) => ({ record, fields }))
  opened.records.write(log, writes, editBy('Olivia Bennett'))
  await opened.untilSafe()
  opened.close()
}

/** Who and when of an edit, on a device that wrote nothing before. */
export function editBy(who: string): Edit {
  const replica = makeId<ReplicaId>(crypto.getRandomValues(new Uint8Array(ID_RANDOM_BYTES)))
  return { replica, who, at: Math.floor(Date.now() / 1000) }
}

/** Opens a document and resolves when all of it is here. @param cookie of a manager's session */
export async function openDocument(
  relayUrl: string,
  cookie: string,
  document: string,
  logs: readonly RecordLog[],
): Promise<ManagerDocument> {
  const doc = new Y.Doc()
  let sent = 0
  let acknowledged = 0
  let changed = (): void => {}
  // What comes from the relay is not ours to be told of.
  doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
    if (local) sent++
  })
  const provider = new DurableProvider({
    relayUrl,
    document,
    doc,
    actAs: 'user',
    mark: () => sent,
    onAcknowledged: mark => {
      acknowledged = Math.max(acknowledged, mark)
    },
    onChange: () => changed(),
    crossTab: null,
    Socket: withHeaders({ cookie, origin: relayUrl }),
    random: Math.random,
  })
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) {
      if (provider.refusal !== null)
        throw new Error(`the relay refused ${document}: ${provider.refusal.sentence}`)
      await new Promise<void>(resolve => {
        changed = resolve
        setTimeout(resolve, 200)
      })
    }
  }
  await until(() => provider.synced)
  const records = new RecordDocument(doc, logs)
  records.takeChanged()
  return {
    doc,
    records,
    untilSafe: () => until(() => provider.synced && acknowledged === sent),
    close: () => {
      provider.destroy()
      doc.destroy()
    },
  }
}

/**
 * `ws` has the browser's interface, and y-websocket uses no more of it than it has; the cast says so to the compiler.
 */
function withHeaders(headers: Readonly<Record<string, string>>): SocketClass {
  class Socket extends NodeSocket {
    constructor(url: string, protocols?: string | string[]) {
      super(url, protocols ?? [], { headers })
    }
  }
  return Socket as unknown as SocketClass
}
