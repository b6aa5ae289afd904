import {
  appendToLog,
  customerFields,
  type DocumentId,
  encodeRecordEntry,
  type Fields,
  type ReplicaId,
  toId,
} from '@evertill/crdt-model'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { fieldOfOffice } from './judge-fields.ts'
import { readUpdateShape } from './read-update.ts'

const CUSTOMERS: DocumentId = { kind: 'customers' }

const entry = (counter: number, fields: Fields) =>
  encodeRecordEntry({
    ...{ replica: toId<ReplicaId>('r1'), counter, record: 'ann', fields, replaces: {}, who: 'till1', at: 1 },
  })
const KEPT = customerFields({ name: 'Ann', phone: '1' })
const RAISED = customerFields({ name: 'Ann', creditLimit: 1_000_000 })

const judge = (update: Uint8Array, document: DocumentId = CUSTOMERS) =>
  fieldOfOffice(document, update, readUpdateShape(update.slice()).structs)

it('A6 finds the field wherever it stands among what is new, however it is cut into updates', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), fc.boolean(), (raised, inOne) => {
      const doc = new Y.Doc()
      const updates: Uint8Array[] = []
      doc.on('update', update => updates.push(update))
      const entries = raised.map((is, place) => entry(place + 1, is ? RAISED : KEPT))
      if (inOne) appendToLog(doc, 'customers', entries)
      else for (const each of entries) appendToLog(doc, 'customers', [each])
      expect(judge(Y.encodeStateAsUpdate(doc))).toBe(raised.includes(true) ? 'creditLimit' : undefined)
      expect(updates.some(update => judge(update) !== undefined)).toBe(raised.includes(true))
    }),
  )
})

it('A6 lets a till repeat what an office wrote and the relay has', () => {
  const doc = new Y.Doc()
  appendToLog(doc, 'customers', [entry(1, RAISED)])
  const known = Y.getState(doc.store, doc.clientID)
  appendToLog(doc, 'customers', [entry(2, KEPT)])
  const update = Y.encodeStateAsUpdate(doc)
  const news = [{ client: doc.clientID, from: known, end: known + 1 }]
  expect(fieldOfOffice(CUSTOMERS, update, news)).toBeUndefined()
  expect(judge(update)).toBe('creditLimit')
})

it('A6 looks into no other document, and into nothing that is no value', () => {
  const doc = new Y.Doc()
  appendToLog(doc, 'customers', [entry(1, RAISED)])
  expect(judge(Y.encodeStateAsUpdate(doc), { kind: 'settings' })).toBeUndefined()
  const other = new Y.Doc()
  other.getText('note').insert(0, 'creditLimit')
  other.getMap('customers').set('creditLimit', 5)
  expect(judge(Y.encodeStateAsUpdate(other))).toBeUndefined()
})
