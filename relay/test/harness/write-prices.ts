import {
  appendToLog,
  applyRecordEntries,
  createRecordFold,
  encodeRecordEntry,
  makeId,
  type ReplicaId,
  writeRecord,
} from '@evertill/crdt-model'
import { until } from './until.ts'
import type { YjsClient } from './yjs-client.ts'

/** How many prices are written before each wait for the relay. */
const AT_ONCE = 10

/** Writes the prices 1 to `last` of one product, each in the place of the one before, and waits until they are safe. */
export async function writePrices(writer: YjsClient, last: number): Promise<void> {
  const fold = createRecordFold()
  const replica = makeId<ReplicaId>(new Uint8Array(10).fill(7))
  for (let price = 1; price <= last; price++) {
    const write = { replica, counter: price, record: 'milk', fields: { price }, who: 'test', at: 0 }
    const entry = writeRecord(fold, write)
    if (entry === undefined) throw new Error('nothing was written')
    applyRecordEntries(fold, [entry])
    appendToLog(writer.doc, 'products', [encodeRecordEntry(entry)])
    if (price % AT_ONCE === 0) await until('safe', () => writer.isSafe)
  }
}
