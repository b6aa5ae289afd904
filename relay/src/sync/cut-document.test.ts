import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { makeRandom } from '../../test/harness/random.ts'
import { type Clocks, cutDocument, nextPart, restOf } from './cut-document.ts'

const PART = 4000

/** Several people who write here and there, take away, and meet now and then. */
function writtenTogether(seed: number): Y.Doc {
  const random = makeRandom(seed)
  const below = (n: number) => Math.floor(random() * n)
  const docs = Array.from({ length: 5 }, () => new Y.Doc())
  for (let step = 0; step < 250; step++) {
    const doc = docs[below(docs.length)] ?? new Y.Doc()
    const list = doc.getArray<unknown>('list')
    const text = doc.getText('text')
    const what = below(8)
    if (what < 3)
      list.insert(
        below(list.length + 1),
        Array.from({ length: 1 + below(200) }, () => [step, 'x'.repeat(below(9))]),
      )
    else if (what === 3) text.insert(below(text.length + 1), 'žluť '.repeat(1 + below(4)))
    else if (what === 4 && list.length > 3) list.delete(below(list.length - 3), 3)
    else if (what === 5) doc.getMap('map').set(`k${below(9)}`, new Y.Map([['of', step]]))
    else if (what === 6) list.insert(below(list.length + 1), [new Y.Array<number>()])
    else Y.applyUpdate(doc, Y.encodeStateAsUpdate(docs[below(docs.length)] ?? doc))
  }
  const whole = new Y.Doc()
  for (const doc of docs) Y.applyUpdate(whole, Y.encodeStateAsUpdate(doc))
  return whole
}

function contentOf(doc: Y.Doc): unknown {
  return [doc.getArray('list').toJSON(), doc.getText('text').toString(), doc.getMap('map').toJSON()]
}

it.each([1, 2, 3])('cuts a document into parts that never wait for one another (seed %i)', seed => {
  const whole = writtenTogether(seed)
  const parts = cutDocument(whole, PART)
  expect(parts.length).toBeGreaterThan(5)
  const copy = new Y.Doc()
  for (const part of parts) {
    // A part is about as large as it should be: one run of values over it, and the headers of its clients.
    expect(part.byteLength).toBeLessThan(PART + 64 * 16 + 200)
    Y.applyUpdate(copy, part)
    expect(copy.store.pendingStructs).toBeNull()
  }
  expect(contentOf(copy)).toEqual(contentOf(whole))
  expect(Y.encodeStateVector(copy)).toEqual(Y.encodeStateVector(whole))
})

it('goes on from wherever somebody is, with what was written meanwhile', () => {
  const whole = writtenTogether(7)
  const copy = new Y.Doc()
  let has: Clocks = new Map()
  for (let taken = 0; ; taken++) {
    const part = nextPart(whole, has, PART)
    if (part === undefined) break
    Y.applyUpdate(copy, part)
    // Cut off after every third part: all that is left of the way there is what arrived.
    if (taken % 3 === 2) has = Y.decodeStateVector(Y.encodeStateVector(copy))
    if (taken < 4)
      whole.getArray('list').insert(
        0,
        Array.from({ length: 100 }, () => taken),
      )
  }
  expect(has.size).toBeGreaterThan(0)
  Y.applyUpdate(copy, restOf(whole, has))
  expect(copy.store.pendingStructs).toBeNull()
  expect(contentOf(copy)).toEqual(contentOf(whole))
})

it('makes no part of what is smaller than one', () => {
  const whole = writtenTogether(8)
  const has = Y.decodeStateVector(Y.encodeStateVector(whole))
  const before = new Map(has)
  expect(nextPart(whole, has, PART)).toBeUndefined()
  whole.getArray('list').push(['a'])
  expect(nextPart(whole, has, PART)).toBeUndefined()
  expect(has).toEqual(before)
})
