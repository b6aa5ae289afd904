import type { RecordLog } from '@evertill/crdt-model'
import { WebSocket as NodeSocket } from 'ws'
import * as Y from 'yjs'
import { DurableProvider } from '../../src/replica/durable-provider.ts'
import { RecordDocument } from '../../src/replica/record-document.ts'
import type { SocketClass } from '../../src/replica/sync-url.ts'

/** A document of the relay as a signed-in manager's device holds it, without a screen. */
export interface ManagerDocument {
  readonly doc: Y.Doc
  readonly records: RecordDocument
  /** Everything written here is committed at the relay. */
  untilSafe(): Promise<void>
  close(): void
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
  doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (origin !== provider) sent++
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
