import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { writtenTogether } from '../../test/harness/written-together.ts'
import { cutUpdate } from './cut-update.ts'

const PART = 4000
const BOUNDS = { updateStructs: 100_000, updateClients: 1000 }

function contentOf(doc: Y.Doc): unknown {
  return [doc.getArray('list').toJSON(), doc.getText('text').toString(), doc.getMap('map').toJSON()]
}

it.each([1, 2, 3])('cuts an update into parts that never wait for one another (seed %i)', seed => {
  const before = writtenTogether(seed)
  const after = new Y.Doc()
  Y.applyUpdate(after, Y.encodeStateAsUpdate(before))
  Y.applyUpdate(after, Y.encodeStateAsUpdate(writtenTogether(seed + 100)))
  after.getArray('list').delete(0, 50)
  for (const ground of [new Y.Doc(), before]) {
    const update = Y.encodeStateAsUpdate(after, Y.encodeStateVector(ground)).slice()
    const { read, parts } = cutUpdate(update, BOUNDS, PART)
    expect(read.kind).toBe('read')
    expect(parts.length).toBeGreaterThan(5)
    for (const part of parts.slice(0, -1)) expect(part.byteLength).toBeLessThan(PART + 64 * 16 + 400)
    for (const part of parts) {
      Y.applyUpdate(ground, part)
      expect(ground.store.pendingStructs).toBeNull()
      expect(ground.store.pendingDs).toBeNull()
    }
    expect(contentOf(ground)).toEqual(contentOf(after))
    expect(Y.encodeStateVector(ground)).toEqual(Y.encodeStateVector(after))
  }
})

it('leaves what the update does not have to the document', () => {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', update => updates.push(update))
  for (let index = 0; index < 90; index++) doc.getArray('list').push([index, 'x'.repeat(200)])
  const [first, second, third] = [0, 30, 60].map(from => Y.mergeUpdates(updates.slice(from, from + 30)))
  if (first === undefined || second === undefined || third === undefined)
    throw new Error('nothing was written')
  // It skips the second: whoever has that can take it, and nobody else.
  const { parts } = cutUpdate(Y.mergeUpdates([first, third]).slice(), BOUNDS, PART)
  expect(parts.length).toBeGreaterThan(1)
  const copy = new Y.Doc()
  Y.applyUpdate(copy, first)
  Y.applyUpdate(copy, second)
  for (const part of parts) Y.applyUpdate(copy, part)
  expect(copy.store.pendingStructs).toBeNull()
  expect(contentOf(copy)).toEqual(contentOf(doc))
})

it('says what is wrong with an update, and cuts none of it', () => {
  expect(cutUpdate(Uint8Array.of(9, 9), BOUNDS, PART)).toMatchObject({
    read: { kind: 'malformed' },
    parts: [],
  })
  const many = Y.encodeStateAsUpdate(writtenTogether(1)).slice()
  expect(cutUpdate(many, { ...BOUNDS, updateStructs: 10 }, PART)).toMatchObject({
    read: { kind: 'too-large' },
    parts: [],
  })
})

it('ends with structs that build on one another in a ring', () => {
  // Two clients, one struct each: a string whose left neighbour is the other's.
  const struct = (client: number, origin: number) => [1, client, 0, 0x84, origin, 0, 1, 0x61]
  const ring = Uint8Array.from([2, ...struct(2, 1), ...struct(1, 2), 0])
  expect(cutUpdate(ring, BOUNDS, PART)).toMatchObject({ read: { kind: 'malformed' }, parts: [] })
})
