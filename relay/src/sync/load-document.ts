import { setImmediate } from 'node:timers/promises'
import * as Y from 'yjs'
import { bytesOf, type CompactionRunner } from '../compaction/compaction-runner.ts'
import { replayUpdates } from './replay-updates.ts'

/** A document as the store has it. */
interface Stored {
  readonly snapshot: Uint8Array | null
  /** What came after the snapshot, oldest first. */
  readonly tail: readonly Uint8Array[]
}

/**
 * What takes up to about 50 ms is applied at once, as bytes and updates (see `isSmall`): a thread that has to be
 * started takes ten times as long.
 */
const AT_ONCE_BYTES = 2 * 1024 * 1024
const AT_ONCE_UPDATES = 10_000

/** A part takes about 3 ms to apply: others are served in between. */
export const PART_BYTES = 128 * 1024

/**
 * A document made of a snapshot and the updates after it. A large one is merged in a thread and applied here in parts.
 * Rejects with what Yjs throws on bytes it cannot read.
 */
export async function loadDocument(stored: Stored, runner: Pick<CompactionRunner, 'cut'>): Promise<Y.Doc> {
  if (isTakenAtOnce(stored)) return replayUpdates(stored.snapshot, stored.tail)
  const doc = new Y.Doc()
  await takeInParts(stored, runner, updates => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}

/** Hands out what is stored, a large document part by part with time for others in between. */
export async function takeInParts(
  stored: Stored,
  runner: Pick<CompactionRunner, 'cut'>,
  take: (updates: readonly Uint8Array[]) => void,
): Promise<void> {
  const { snapshot, tail } = stored
  if (isTakenAtOnce(stored)) {
    take(snapshot === null ? tail : [snapshot, ...tail])
    return
  }
  for (const part of await runner.cut({ snapshot, tail, partBytes: PART_BYTES })) {
    take([part])
    await setImmediate()
  }
}

function isTakenAtOnce(stored: Stored): boolean {
  return bytesOf(stored) <= AT_ONCE_BYTES && stored.tail.length <= AT_ONCE_UPDATES
}
