import {
  appendToLog,
  applyRecordEntries,
  createRecordFold,
  customerFields,
  decodeRecordEntry,
  encodeRecordEntry,
  type Fields,
  forgottenFields,
  type RecordEntry,
  type RecordLog,
  type ReplicaId,
  readCustomer,
  readLog,
  readRecord,
  toId,
  writeRecord,
} from '@evertill/crdt-model'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { beginEpoch } from './begin-epoch.ts'

const ANA = toId<ReplicaId>('ana')

function begunAgain(log: RecordLog, writes: readonly { readonly by: string; readonly fields: Fields }[]) {
  const doc = new Y.Doc()
  const fold = createRecordFold()
  const entries: RecordEntry[] = []
  for (const { by, fields } of writes) {
    const counter = entries.filter(each => each.replica === by).length + 1
    const write = { replica: toId<ReplicaId>(by), counter, record: ANA, fields, who: 'olga', at: 0 }
    const entry = writeRecord(fold, write)
    if (entry === undefined) continue
    applyRecordEntries(fold, [entry])
    entries.push(entry)
  }
  appendToLog(doc, log, entries.map(encodeRecordEntry))
  const job = { snapshot: Y.encodeStateAsUpdate(doc), tail: [], logs: [log], inHistory: null }
  const begun = beginEpoch(job)
  if (begun === null) throw new Error('it could not be begun again')
  const fresh = new Y.Doc()
  Y.applyUpdate(fresh, begun.snapshot)
  return { bytes: Buffer.from(begun.snapshot).toString('latin1'), entries: readEntries(fresh, log) }
}

function readEntries(doc: Y.Doc, log: RecordLog): RecordEntry[] {
  return readLog(doc, log).flatMap(raw => decodeRecordEntry(raw) ?? [])
}

it('R13 C9 nothing of a forgotten customer is left in a document that is begun again', () => {
  const { bytes, entries } = begunAgain('customers', [
    { by: 'till', fields: customerFields({ name: 'Ana Ruiz', phone: '600 123 456' }) },
    { by: 'office', fields: forgottenFields() },
  ])
  expect(bytes).not.toMatch(/Ana Ruiz|600/)
  // The till's only entry stays for its dot: the till goes on behind it.
  expect(entries.map(({ replica, counter }) => `${replica}.${counter}`)).toEqual(['till.1', 'office.1'])
  const fold = createRecordFold()
  applyRecordEntries(fold, entries)
  const record = readRecord(fold, ANA)
  expect(record && readCustomer(record).value).toMatchObject({ name: '', phone: '', forgotten: true })
})

it('R13 other documents keep what their entries said', () => {
  const { bytes } = begunAgain('products', [
    { by: 'office', fields: { name: 'Lamp' } },
    { by: 'other', fields: { name: 'Lantern' } },
  ])
  expect(bytes).toContain('Lamp')
})
