import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { judgeUpdate } from './guard.ts'

const LIMITS = { updateBytes: 1000 }
const judge = (update: Uint8Array, doc: Y.Doc) => judgeUpdate(update.slice(), doc, LIMITS).kind

/** A document and the updates that made it, one for each push. */
function steps(count: number): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', update => updates.push(update))
  for (let i = 0; i < count; i++) doc.getArray('list').push([i])
  return { doc, updates }
}

const none = new Uint8Array()

describe('the guard', () => {
  it('takes what follows, and knows what it has', () => {
    const { updates } = steps(3)
    const room = new Y.Doc()
    for (const update of updates) {
      expect(judge(update, room)).toBe('complete')
      Y.applyUpdate(room, update)
      expect(judge(update, room)).toBe('nothing-new')
    }
    expect(judge(Uint8Array.of(0, 0), room)).toBe('nothing-new')
  })

  it('sees a gap in a client’s clocks', () => {
    const { updates } = steps(3)
    const room = new Y.Doc()
    Y.applyUpdate(room, updates[0] ?? none)
    expect(judge(updates[2] ?? none, room)).toBe('gapped')
    expect(judge(Y.mergeUpdates([updates[1] ?? none, updates[2] ?? none]), room)).toBe('complete')
    expect(judge(Y.mergeUpdates([updates[0] ?? none, updates[2] ?? none]), room)).toBe('gapped')
  })

  it('sees a reference to what is not there', () => {
    const { doc } = steps(3)
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    const before = Y.encodeStateVector(other)
    other.getArray('list').insert(1, ['between'])
    const update = Y.encodeStateAsUpdate(other, before)
    expect(judge(update, new Y.Doc())).toBe('gapped')
    expect(judge(update, doc)).toBe('complete')
  })

  it('tells new deletions from old ones, and those of nothing', () => {
    const { doc } = steps(5)
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    other.getArray('list').delete(1, 2)
    const deletion = Y.encodeStateAsUpdate(other, Y.encodeStateVector(other))
    expect(judge(deletion, doc)).toBe('complete')
    expect(judge(deletion, new Y.Doc())).toBe('gapped')
    Y.applyUpdate(doc, deletion)
    expect(judge(deletion, doc)).toBe('nothing-new')
    other.getArray('list').delete(0)
    expect(judge(Y.encodeStateAsUpdate(other, Y.encodeStateVector(other)), doc)).toBe('complete')
  })

  it('refuses what is too large or not an update', () => {
    const doc = new Y.Doc()
    expect(judgeUpdate(new Uint8Array(1001), doc, LIMITS)).toMatchObject({
      kind: 'refused',
      code: 'tooLarge',
    })
    expect(judgeUpdate(Uint8Array.of(9, 9), doc, LIMITS)).toMatchObject({
      kind: 'refused',
      code: 'malformedFrame',
    })
  })
})
