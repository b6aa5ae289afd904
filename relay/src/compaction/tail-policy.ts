/** What a document's tail holds in the store, and what its snapshot weighs. */
export interface TailFigures {
  readonly updates: number
  readonly bytes: number
  readonly snapshotBytes: number
}

/** What an update costs to load beside its bytes, in bytes of a snapshot: 3 µs against 25 ns for a byte. */
const UPDATE_COST = 100

/**
 * Whether a tail is to be folded into the snapshot: it is long, and folding it costs no more than what it has cost to
 * write it. A compaction reads and writes the whole snapshot, so a large document waits for a large tail: an import of
 * 18 MB in pieces then rewrites about as much in all, not 18 MB for each MiB.
 * @param patience 1, and more after failures
 */
export function isTailLong(
  { updates, bytes, snapshotBytes }: TailFigures,
  limits: { readonly tailUpdates: number; readonly tailBytes: number },
  patience: number,
): boolean {
  const isLong =
    updates > limits.tailUpdates * patience || (updates > 1 && bytes > limits.tailBytes * patience)
  return isLong && bytes + updates * UPDATE_COST >= snapshotBytes * patience
}
