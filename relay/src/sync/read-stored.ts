import { type DocumentId, formatDocumentId } from '@evertill/crdt-model'
import type * as Y from 'yjs'
import type { DocumentStore } from './document-store.ts'
import { replayUpdates } from './replay-updates.ts'
import { StoreUnavailableError } from './sync-hub.ts'

/**
 * Reads a document as the store has it. The doc must not be kept or changed.
 * @throws `StoreUnavailableError` when it cannot be loaded; what `read` throws
 */
export async function readStored<Result>(
  store: DocumentStore,
  document: DocumentId,
  read: (doc: Y.Doc) => Result,
): Promise<Result> {
  const doc = await load(store, formatDocumentId(document))
  try {
    return read(doc)
  } finally {
    doc.destroy()
  }
}

async function load(store: DocumentStore, name: string): Promise<Y.Doc> {
  try {
    const { snapshot, tail } = await store.load(name)
    return replayUpdates(snapshot, tail)
  } catch (error) {
    throw new StoreUnavailableError(`${name} cannot be loaded`, { cause: error })
  }
}
