import { openSale, type PersonId, type StoreId, type TillId, toId } from '@evertill/crdt-model'
import Dexie from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type CustomerRow, LocalDatabase, type ParkingRow } from '../local/database.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import { POUNDS } from '../till/testing-products.ts'
import { TillParking } from './till-parking.ts'

const usual = { ...Dexie.dependencies }
let database: LocalDatabase

beforeEach(() => {
  Object.assign(Dexie.dependencies, { indexedDB: new IDBFactory(), IDBKeyRange })
  database = new LocalDatabase('evertill-till-parking')
})
afterEach(() => {
  database.close()
  Object.assign(Dexie.dependencies, usual)
})

const parking = () =>
  new TillParking({
    database,
    workplace: { store: toId<StoreId>('gifts'), till: toId<TillId>('g2'), tillCode: 'G2' } as TillWorkplace,
    session: { operator: { person: toId<PersonId>('ana'), name: 'Ana' } },
    relayUrl: 'http://relay.test',
    isTraining: () => false,
    isOnline: () => false,
    onWritten: () => {},
  })

/** As another till parked it, whose log says of the buyer no more than this. */
async function parkedElsewhere(): Promise<void> {
  const customer = { id: toId<CustomerRow['id']>('ana'), group: null }
  const row: ParkingRow = {
    ...{ parking: toId('p1'), day: toId('2026-11-21'), till: toId('g1'), who: toId('ben'), at: 1, label: '' },
    ...{ sale: { ...openSale('s1', POUNDS), customer }, takes: [], sold: [] },
  }
  await database.parkings.put(row)
}

it('N1 U3 a recalled sale has the language that its buyer’s record says', async () => {
  await parkedElsewhere()
  const take = async () => {
    const taken = await parking().take({ type: 'takeParked', parking: toId('p1') })
    return taken.kind === 'taken' ? taken.draft.sale.customer : taken.kind
  }
  expect(await take()).toEqual({ id: 'ana', group: null })
  await database.drafts.clear()
  // Of a customer's row only the language is looked at.
  await database.customers.put({ id: toId('ana'), language: 'es' } as CustomerRow)
  expect(await take()).toEqual({ id: 'ana', group: null, language: 'es' })
})
