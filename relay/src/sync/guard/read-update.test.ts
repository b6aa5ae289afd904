import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { makeRandom } from '../../../test/harness/random.ts'
import { MalformedUpdateError, readUpdateShape } from './read-update.ts'

/** A document with every kind of content that Yjs writes. */
function richDoc(client = 1): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = client
  const list = doc.getArray<unknown>('list')
  list.push([1, 'two', { three: [4, 5.5, null, true, undefined, 2n ** 40n] }])
  list.push([Uint8Array.of(1, 2, 3)])
  list.insert(1, ['between'])
  list.delete(0)
  const map = new Y.Map<unknown>()
  list.push([map])
  map.set('key', 'value')
  map.set('key', 'newer value')
  const text = doc.getText('text')
  text.insert(0, 'héllo 🛒 wörld')
  text.format(0, 5, { bold: true })
  text.insertEmbed(3, { image: 'x' })
  text.delete(1, 4)
  const xml = doc.getXmlFragment('xml')
  const element = new Y.XmlElement('p')
  xml.push([element, new Y.XmlText('words')])
  element.setAttribute('class', 'a')
  return doc
}

const own = (bytes: Uint8Array) => bytes.slice()

describe('the shape of an update', () => {
  it('says what Yjs says of every kind of content', () => {
    const update = own(Y.encodeStateAsUpdate(richDoc()))
    const shape = readUpdateShape(update)
    const decoded = Y.decodeUpdate(update)
    expect(shape.structCount).toBe(decoded.structs.length)
    const { from, to } = Y.parseUpdateMeta(update)
    expect(shape.structs).toEqual(
      [...from].map(([client, clock]) => ({ client, from: clock, end: to.get(client) })),
    )
    const deletes = [...decoded.ds.clients].flatMap(([client, ranges]) =>
      ranges.map(({ clock, len }) => ({ client, from: clock, end: clock + len })),
    )
    expect(shape.deletes).toEqual(deletes)
  })

  it('of nothing is empty', () => {
    expect(readUpdateShape(Uint8Array.of(0, 0))).toEqual({
      structs: [],
      deletes: [],
      needs: new Map(),
      structCount: 0,
      deletesAt: 1,
    })
  })

  it('names what its structs refer to', () => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(richDoc(7)))
    const before = Y.encodeStateVector(doc)
    doc.clientID = 9
    doc.getArray('list').push(['after'])
    const shape = readUpdateShape(own(Y.encodeStateAsUpdate(doc, before)))
    expect([...shape.needs.keys()]).toEqual([7])
    expect(shape.needs.get(7)).toBeLessThanOrEqual(Y.getState(doc.store, 7))
  })

  it('leaves out what the sender does not have', () => {
    const doc = new Y.Doc()
    doc.clientID = 5
    const updates: Uint8Array[] = []
    doc.on('update', update => updates.push(update))
    for (let i = 0; i < 5; i++) doc.getArray('list').push([i])
    const [first, , third] = updates
    if (first === undefined || third === undefined) throw new Error('no updates')
    const shape = readUpdateShape(own(Y.mergeUpdates([first, third])))
    expect(shape.structs).toEqual([
      { client: 5, from: 0, end: 1 },
      { client: 5, from: 2, end: 3 },
    ])
  })

  it('refuses a V2 update', () => {
    const update = own(Y.encodeStateAsUpdateV2(richDoc()))
    expect(() => readUpdateShape(update)).toThrow(MalformedUpdateError)
  })

  it('refuses an update cut off at any byte, and one with a byte too many', () => {
    const update = own(Y.encodeStateAsUpdate(richDoc()))
    for (let length = 0; length < update.length; length++) {
      expect(() => readUpdateShape(update.slice(0, length)), `cut to ${length}`).toThrow(MalformedUpdateError)
    }
    expect(() => readUpdateShape(Uint8Array.of(...update, 0))).toThrow(MalformedUpdateError)
  })

  it.each([
    ['a subdocument', [1, 1, 1, 0, 9, 1, 1, 97, 1, 103, 118, 0, 0]],
    ['a struct of an unknown kind', [1, 1, 1, 0, 11, 1, 1, 97, 0]],
    ['an unknown shared type', [1, 1, 1, 0, 7, 1, 1, 97, 9, 0]],
    ['an empty struct', [1, 1, 1, 0, 0, 0, 0]],
    ['an empty text', [1, 1, 1, 0, 4, 1, 1, 97, 0, 0]],
    ['an empty deletion', [0, 1, 1, 1, 0, 0]],
    ['a struct that refers to its own future', [1, 1, 1, 0, 0b1000_1000, 1, 3, 1, 126, 0]],
    ['the same client twice', [2, 1, 1, 0, 0, 1, 1, 1, 5, 0, 1, 0]],
    ['a text that is not UTF-8', [1, 1, 1, 0, 4, 1, 1, 97, 1, 255, 0]],
    ['JSON that is not JSON', [1, 1, 1, 0, 5, 1, 1, 97, 1, 123, 0]],
    ['a clock beyond all numbers', [1, 1, 1, 255, 255, 255, 255, 255, 255, 255, 15, 0, 5, 0]],
  ])('refuses %s', (_what, bytes) => {
    expect(() => readUpdateShape(Uint8Array.from(bytes))).toThrow(MalformedUpdateError)
  })

  it('refuses a value nested so deep that reading it would end the stack', () => {
    const depth = 200_000
    const bytes = [
      1,
      1,
      1,
      0,
      8,
      1,
      1,
      97,
      1,
      ...Array.from({ length: depth * 2 }, (_, i) => (i % 2 ? 1 : 117)),
    ]
    expect(() => readUpdateShape(Uint8Array.from([...bytes, 126, 0]))).toThrow(MalformedUpdateError)
  })

  it('does not read past the end of the update into other memory', () => {
    const memory = new Uint8Array(1000).fill(97)
    memory.set([1, 1, 1, 0, 4, 1, 1, 97, 50, 97])
    expect(() => readUpdateShape(memory.slice(0, 10))).toThrow(MalformedUpdateError)
    expect(() => readUpdateShape(memory.subarray(0, 10))).toThrow('own its buffer')
  })

  it('takes no damaged update that Yjs cannot apply (10,000 damaged ones, seed 1)', () => {
    const random = makeRandom(1)
    const update = own(Y.encodeStateAsUpdate(richDoc()))
    let taken = 0
    for (let i = 0; i < 10_000; i++) {
      const damaged = update.slice()
      for (let hits = 1 + Math.floor(random() * 3); hits > 0; hits--) {
        damaged[Math.floor(random() * damaged.length)] = Math.floor(random() * 256)
      }
      try {
        readUpdateShape(damaged)
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedUpdateError)
        continue
      }
      taken++
      expect(() => Y.decodeUpdate(damaged)).not.toThrow()
      expect(() => Y.applyUpdate(new Y.Doc(), damaged), damaged.join()).not.toThrow()
    }
    // Damage in the content cannot be told from content.
    expect(taken).toBeGreaterThan(0)
  })
})
