import * as Y from 'yjs'

/** A document made of a snapshot and the updates after it. Throws what Yjs throws on bytes it cannot read. */
export function replayUpdates(snapshot: Uint8Array | null, updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  if (snapshot !== null) Y.applyUpdate(doc, snapshot)
  // One transaction: clean-up after each of thousands of updates would take most of the time.
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}
