import { currentVersion, type Fields, type ReplicaId, readRecord, toId } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { RecordDocument } from './record-document.ts'
import { writeOwnAgain } from './renew-records.ts'

const LOGS = ['products', 'departments'] as const

function copyOf(relay: Y.Doc) {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(relay))
  const records = new RecordDocument(doc, LOGS)
  records.takeChanged()
  return { replica: { doc }, records, edits: 0 }
}

function write(copy: ReturnType<typeof copyOf>, replica: string, record: string, fields: Fields): void {
  const edit = { replica: toId<ReplicaId>(replica), who: replica, at: 1 }
  copy.records.write('products', [{ record, fields }], edit)
}

const priceOf = (copy: ReturnType<typeof copyOf>, record: string) => {
  copy.records.takeChanged()
  const state = readRecord(copy.records.fold('products'), record)
  return state && currentVersion(state, 'price')?.value
}

describe('W5 a document that was fetched anew', () => {
  it('gets what is the device’s own and the relay never had, and nothing of anybody else', () => {
    const relay = new Y.Doc()
    const copy = copyOf(relay)
    write(copy, 'mine', 'soap', { price: 1 })
    Y.applyUpdate(relay, Y.encodeStateAsUpdate(copy.replica.doc))
    write(copy, 'mine', 'soap', { price: 2 })
    write(copy, 'mine', 'milk', { price: 3 })
    write(copy, 'forger', 'milk', { price: 99 })

    const fetched = copyOf(relay)
    let sent = 0
    fetched.replica.doc.on('update', () => {
      sent++
      // Counted when it leaves: an acknowledgement of this update must cover it.
      expect(fetched.edits).toBe(sent)
    })
    writeOwnAgain(copy.replica.doc, copy.records, fetched, new Set(['mine']))
    expect(sent).toBe(1)
    expect(priceOf(fetched, 'soap')).toBe(2)
    expect(priceOf(fetched, 'milk')).toBe(3)
    // Again, as after a start that was cut off: nothing is left to do.
    writeOwnAgain(copy.replica.doc, undefined, fetched, new Set(['mine']))
    expect(sent).toBe(1)
  })

  it('goes on with dots that were never used, and replaces what it saw', () => {
    const relay = new Y.Doc()
    const copy = copyOf(relay)
    write(copy, 'mine', 'soap', { price: 1 })
    const fetched = copyOf(relay)
    writeOwnAgain(copy.replica.doc, copy.records, fetched, new Set(['mine']))
    fetched.records.takeChanged()
    write(fetched, 'mine', 'soap', { price: 2 })
    const state = readRecord(fetched.records.fold('products'), 'soap')
    expect(state?.fields.get('price')).toMatchObject({
      kind: 'settled',
      version: { value: 2, dot: 'mine.2' },
    })
  })
})
