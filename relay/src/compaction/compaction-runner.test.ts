import { afterEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createCompactionRunner, isSmall } from './compaction-runner.ts'
import { packTail, unpackTail } from './packed-tail.ts'
import { isTailLong } from './tail-policy.ts'

const runner = createCompactionRunner()
afterEach(() => runner.stop())

/** A document's updates, one an entry. */
function updatesOf(count: number, bytes: number): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', update => updates.push(update))
  for (let i = 0; i < count; i++) doc.getArray('entries').push(['x'.repeat(bytes)])
  return updates
}

it.each([
  ['at once', 10, true],
  ['in a thread', 3000, false],
])('folds a document %s', async (_how, count, small) => {
  const job = { snapshot: null, tail: updatesOf(count, 100), logs: [], inHistory: null }
  expect(isSmall(job)).toBe(small)
  const made = await runner.compact(job)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, made.snapshot)
  expect(doc.getArray('entries').length).toBe(count)
  expect(made.removal).toBeNull()
})

it('hands a tail over as it is, updates of no byte among it', async () => {
  const tail = [Uint8Array.of(1, 2, 3), Uint8Array.of(), Uint8Array.of(4)]
  const unpacked = unpackTail(await packTail(tail))
  expect(unpacked).toEqual(tail)
  for (const update of unpacked) expect(update.byteLength).toBe(update.buffer.byteLength)
})

it('says what a thread could not read, and folds the next', async () => {
  const tail = updatesOf(3000, 100)
  await expect(
    runner.compact({ snapshot: Uint8Array.of(1, 2, 3), tail, logs: [], inHistory: null }),
  ).rejects.toBeInstanceOf(Error)
  expect(
    (await runner.compact({ snapshot: null, tail, logs: [], inHistory: null })).snapshot.byteLength,
  ).toBeGreaterThan(0)
})

it('rejects the job of a thread that is ended', async () => {
  const job = runner.compact({ snapshot: null, tail: updatesOf(3000, 100), logs: [], inHistory: null })
  const ended = expect(job).rejects.toBeInstanceOf(Error)
  await runner.stop()
  await ended
})

it('folds a long tail when it weighs as much as the snapshot', () => {
  const limits = { tailUpdates: 500, tailBytes: 1_000_000 }
  const tail = { updates: 501, bytes: 100_000 }
  expect(isTailLong({ ...tail, snapshotBytes: 0 }, limits, 1)).toBe(true)
  expect(isTailLong({ ...tail, snapshotBytes: 150_000 }, limits, 1)).toBe(true)
  expect(isTailLong({ ...tail, snapshotBytes: 18_000_000 }, limits, 1)).toBe(false)
  expect(isTailLong({ updates: 100, bytes: 18_000_000, snapshotBytes: 18_000_000 }, limits, 1)).toBe(true)
  // After a failure the tail must have grown.
  expect(isTailLong({ ...tail, snapshotBytes: 0 }, limits, 2)).toBe(false)
  // One large update is not made smaller by folding it.
  expect(isTailLong({ updates: 1, bytes: 30_000_000, snapshotBytes: 0 }, limits, 1)).toBe(false)
})
