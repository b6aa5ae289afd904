import { appendToLog, encodeRecordEntry, type Fields, type ReplicaId, toId } from '@evertill/crdt-model'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { shopOf } from './read-shop.ts'

let counter = 0
function write(doc: Y.Doc, log: string, record: string, fields: Fields): void {
  const entry = {
    replica: toId<ReplicaId>('r'),
    counter: ++counter,
    record,
    fields,
    replaces: {},
    who: 'u',
    at: 1,
  }
  appendToLog(doc, log, [encodeRecordEntry(entry)])
}

it('reads tills with their stores, and leaves out those that cannot sell', () => {
  const doc = new Y.Doc()
  write(doc, 'stores', 'S1', { name: 'High Street', catalog: 'C1', currency: 'GBP' })
  write(doc, 'tills', 'T1', { name: 'Till 1', store: 'S1' })
  write(doc, 'tills', 'T2', { name: 'Till 2', store: 'gone' })
  write(doc, 'tills', 'T3', { name: 'Till 3' })
  appendToLog(doc, 'tills', ['not an entry'])
  const { tills } = shopOf(doc)
  expect([...tills.keys()]).toEqual(['T1'])
  expect(tills.get(toId('T1'))).toEqual({
    id: 'T1',
    name: 'Till 1',
    store: { id: 'S1', name: 'High Street', catalog: 'C1', currency: 'GBP' },
  })
})
