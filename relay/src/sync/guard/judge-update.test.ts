import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { ClientBindings } from './client-bindings.ts'
import { judgeUpdate, type Standing } from './judge-update.ts'

const LIMITS = { updateBytes: 1000, updateStructs: 100, updateClients: 10, writerClients: 3 }

/** A document of which nobody owns anything yet, and its writer may take away what is their own. */
function standing(doc: Y.Doc, changes: Partial<Standing> = {}): Standing {
  return { doc, bindings: new ClientBindings(), deletions: 'own', limits: LIMITS, isFinal: true, ...changes }
}

const judge = (update: Uint8Array, doc: Y.Doc) => judgeUpdate(update.slice(), 'anna', standing(doc)).kind

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
    const empty = standing(new Y.Doc())
    expect(judgeUpdate(new Uint8Array(1001), 'anna', empty)).toMatchObject({ code: 'tooLarge' })
    expect(judgeUpdate(Uint8Array.of(9, 9), 'anna', empty)).toMatchObject({ code: 'malformedFrame' })
    const many = new Y.Doc()
    for (let i = 0; i < 101; i++) many.getArray('list').insert(0, [i])
    expect(judgeUpdate(Y.encodeStateAsUpdate(many).slice(), 'anna', empty)).toMatchObject({
      code: 'tooLarge',
    })
  })

  it('binds a Yjs client to who brings its first struct, and refuses it to all others', () => {
    const { doc, updates } = steps(2)
    const room = new Y.Doc()
    const bindings = new ClientBindings()
    const [first = none, second = none] = updates
    expect(judgeUpdate(first.slice(), 'anna', standing(room, { bindings }))).toEqual({
      kind: 'complete',
      clients: [doc.clientID],
      news: [{ client: doc.clientID, from: 0, end: 1 }],
    })
    Y.applyUpdate(room, first)
    bindings.bind({ client: doc.clientID, writer: 'anna', name: 'Anna' })
    expect(judgeUpdate(second.slice(), 'anna', standing(room, { bindings }))).toEqual({
      kind: 'complete',
      clients: [],
      news: [{ client: doc.clientID, from: 1, end: 2 }],
    })
    expect(judgeUpdate(second.slice(), 'mallory', standing(room, { bindings }))).toMatchObject({
      kind: 'refused',
      code: 'foreignClient',
    })
    // What is here already may be repeated by anybody.
    expect(judgeUpdate(first.slice(), 'mallory', standing(room, { bindings })).kind).toBe('nothing-new')
  })

  it('judges only what is new of what a step 2 repeats', () => {
    const { doc } = steps(3)
    const room = new Y.Doc()
    Y.applyUpdate(room, Y.encodeStateAsUpdate(doc))
    const bindings = new ClientBindings()
    bindings.bind({ client: doc.clientID, writer: 'anna', name: 'Anna' })
    const bert = new Y.Doc()
    Y.applyUpdate(bert, Y.encodeStateAsUpdate(doc))
    bert.getArray('list').push(['mine'])
    const all = Y.encodeStateAsUpdate(bert).slice()
    expect(judgeUpdate(all, 'bert', standing(room, { bindings }))).toEqual({
      kind: 'complete',
      clients: [bert.clientID],
      news: [{ client: bert.clientID, from: 0, end: 1 }],
    })
  })

  it('asks before it takes what goes on with structs of nobody knows whom', () => {
    const { updates } = steps(2)
    const room = new Y.Doc()
    Y.applyUpdate(room, updates[0] ?? none)
    const second = (updates[1] ?? none).slice()
    expect(judgeUpdate(second, 'anna', standing(room, { isFinal: false })).kind).toBe('unsure')
    expect(judgeUpdate(second, 'anna', standing(room)).kind).toBe('complete')
  })

  it('lets a writer use only so many Yjs clients in a document', () => {
    const bindings = new ClientBindings()
    for (const client of [1, 2, 3]) bindings.bind({ client, writer: 'anna', name: 'Anna' })
    const { updates } = steps(1)
    const room = standing(new Y.Doc(), { bindings })
    expect(judgeUpdate((updates[0] ?? none).slice(), 'anna', room)).toMatchObject({ code: 'tooLarge' })
    expect(judgeUpdate((updates[0] ?? none).slice(), 'bert', room).kind).toBe('complete')
  })
})

describe('deletions', () => {
  /** A document that Anna wrote, and an update that deletes something in it. */
  function deletion(edit: (doc: Y.Doc) => void, remove: (doc: Y.Doc) => void) {
    const anna = new Y.Doc()
    edit(anna)
    const room = new Y.Doc()
    Y.applyUpdate(room, Y.encodeStateAsUpdate(anna))
    const bindings = new ClientBindings()
    bindings.bind({ client: anna.clientID, writer: 'anna', name: 'Anna' })
    const before = Y.encodeStateVector(anna)
    remove(anna)
    return { room, bindings, update: Y.encodeStateAsUpdate(anna, before).slice() }
  }
  const verdictOf = (
    { room, bindings, update }: ReturnType<typeof deletion>,
    writer: string,
    deletions: Standing['deletions'],
  ) => {
    const verdict = judgeUpdate(update, writer, standing(room, { bindings, deletions }))
    return verdict.kind === 'refused' ? verdict.code : verdict.kind
  }

  it('A5 of entries are their writer’s where writers compact, and nobody’s elsewhere', () => {
    const entries = deletion(
      doc => doc.getArray('list').push([1, 2, 3]),
      doc => doc.getArray('list').delete(0, 2),
    )
    expect(verdictOf(entries, 'anna', 'own')).toBe('complete')
    expect(verdictOf(entries, 'mallory', 'own')).toBe('foreignDeletion')
    for (const deletions of ['nothing', 'free-text'] as const) {
      expect(verdictOf(entries, 'anna', deletions)).toBe('foreignDeletion')
    }
  })

  it('A5 of free text are everybody’s who may write, and never of what is beside it', () => {
    const text = (doc: Y.Doc) => {
      const note = doc.getArray('list').get(0)
      if (!(note instanceof Y.Text)) throw new Error('no text')
      return note
    }
    const write = (doc: Y.Doc) => {
      doc.getArray('list').push([new Y.Text('hello world')])
    }
    const letters = deletion(write, doc => text(doc).delete(0, 5))
    expect(verdictOf(letters, 'bert', 'free-text')).toBe('complete')
    expect(verdictOf(letters, 'bert', 'own')).toBe('foreignDeletion')
    const whole = deletion(write, doc => doc.getArray('list').delete(0))
    expect(verdictOf(whole, 'bert', 'free-text')).toBe('foreignDeletion')
  })

  it('A5 of what comes in the same update are its sender’s own, but not in a journal', () => {
    const doc = new Y.Doc()
    doc.getArray('list').push([1, 2])
    doc.getArray('list').delete(0)
    const update = Y.encodeStateAsUpdate(doc).slice()
    expect(judgeUpdate(update, 'anna', standing(new Y.Doc(), { deletions: 'free-text' })).kind).toBe(
      'complete',
    )
    expect(judgeUpdate(update, 'anna', standing(new Y.Doc(), { deletions: 'nothing' }))).toMatchObject({
      code: 'foreignDeletion',
    })
  })
})
