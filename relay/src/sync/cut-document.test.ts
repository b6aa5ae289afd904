import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { writtenTogether } from '../../test/harness/written-together.ts'
import { cutDocument, nextPart, restOf } from './cut-document.ts'
import type { Clocks } from './update-part.ts'

const PART = 4000

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
