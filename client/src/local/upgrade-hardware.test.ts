import Dexie from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LocalDatabase } from './database.ts'
import type { PrintJobRow } from './printing.ts'

const NAME = 'evertill-till-upgrade'
const NETWORK = { kind: 'bridge', port: 9753, token: 'secret', printerId: 'counter', name: 'Counter' }
const usual = { ...Dexie.dependencies }

beforeEach(() => {
  Object.assign(Dexie.dependencies, { indexedDB: new IDBFactory(), IDBKeyRange })
})
afterEach(() => {
  Object.assign(Dexie.dependencies, usual)
})

/** A till's database as the version before several printers left it. */
async function leaveOld(rows: { printer?: object; jobs?: readonly object[] }): Promise<void> {
  const old = new Dexie(NAME)
  old.version(9).stores({ meta: 'key', printJobs: 'id, open, createdAt' })
  await old.open()
  if (rows.printer) await old.table('meta').put({ key: 'printer', value: rows.printer })
  await old.table('printJobs').bulkPut([...(rows.jobs ?? [])])
  old.close()
}

async function upgraded<Result>(read: (database: LocalDatabase) => Promise<Result>): Promise<Result> {
  const database = new LocalDatabase(NAME)
  await database.open()
  const result = await read(database)
  database.close()
  return result
}

function jobOf(id: string, content: object) {
  const more = { createdAt: 1, expiresAt: 2, copyOf: null, bytes: Uint8Array.of(1), printer: null, open: 1 }
  return { id, content, state: { state: 'queued' }, ...more }
}

describe('a till that had one printer', () => {
  test('has it still, for receipts, with its drawer on the usual pin', async () => {
    await leaveOld({
      printer: { connection: NETWORK, columns: 42, language: 'esc-pos', autoPrint: false, drawer: true },
    })
    const [hardware, printer] = await upgraded(database =>
      Promise.all([database.meta.get('hardware'), database.meta.get('printer')]),
    )
    expect(hardware).toEqual({
      key: 'hardware',
      value: {
        printers: [
          {
            ...{ id: 'first', name: 'Counter', connection: NETWORK, columns: 42, language: 'esc-pos' },
            ...{ isSilent: false, drawer: { pin: 2, openLevel: null } },
          },
        ],
        routes: { receipts: 'first', autoPrint: false, drawer: 'first', kitchen: [] },
      },
    })
    expect(printer).toBeUndefined()
  })

  test('without a drawer has none, and a serial printer has a name', async () => {
    const connection = { kind: 'serial', vendorId: null, productId: null, baudRate: 9600 }
    await leaveOld({
      printer: { connection, columns: 32, language: 'star-prnt', autoPrint: true, drawer: false },
    })
    const row = await upgraded(database => database.meta.get('hardware'))
    expect(row).toMatchObject({
      value: {
        printers: [{ name: 'COM', drawer: null, language: 'star-prnt' }],
        routes: { autoPrint: true, drawer: null },
      },
    })
  })

  test('prints on it what waited, byte for byte, and opens the drawer that it had', async () => {
    await leaveOld({
      printer: { connection: NETWORK, columns: 42, language: 'esc-pos', autoPrint: true, drawer: true },
      jobs: [jobOf('job-a', { kind: 'test' }), jobOf('job-b', { kind: 'drawer' })],
    })
    const jobs = await upgraded(database => database.printJobs.where('open').equals(1).sortBy('id'))
    expect(jobs.map(({ id, target, content }: PrintJobRow) => [id, target, content])).toEqual([
      ['job-a', 'first', { kind: 'test' }],
      ['job-b', 'first', { kind: 'drawer', pin: 2 }],
    ])
    expect(jobs.map(({ bytes }) => [...(bytes ?? [])])).toEqual([[1], [1]])
  })
})

test('a till that had no printer has none', async () => {
  await leaveOld({})
  expect(await upgraded(database => database.meta.get('hardware'))).toBeUndefined()
})
