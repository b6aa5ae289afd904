import { type DocumentId, formatDocumentId } from '@evertill/crdt-model'
import type * as Y from 'yjs'
import type { CompactionRunner } from '../compaction/compaction-runner.ts'
import type { DocumentStore } from './document-store.ts'
import { loadDocument } from './load-document.ts'
import { StoreUnavailableError } from './sync-hub.ts'

/**
 * Reads a document as the store has it. The doc must not be kept or changed.
 * @param runner merges a large one
 * @throws `StoreUnavailableError` when it cannot be loaded; what `read` throws
 */
export async function readStored<Result>(
  store: DocumentStore,
  runner: Pick<CompactionRunner, 'cut'>,
  document: DocumentId,
  read: (doc: Y.Doc) => Result,
): Promise<Result> {
  const doc = await load(store, runner, formatDocumentId(document))
  try {
    return read(doc)
  } finally {
    doc.destroy()
  }
}

async function load(
  store: DocumentStore,
  runner: Pick<CompactionRunner, 'cut'>,
  name: string,
): Promise<Y.Doc> {
  try {
    return await loadDocument(await store.load(name), runner)
  } catch (error) {
    throw new StoreUnavailableError(`${name} cannot be loaded`, { cause: error })
  }
}
