import { describe, expect, it } from 'vitest'
import { type StoreId, type TillId, toId } from '../ids.ts'
import { type DocumentId, formatDocumentId, parseDocumentId } from './document-id.ts'
import {
  type Access,
  accessTo,
  answersFor,
  DELETIONS,
  mayAddPictures,
  mayAppend,
  type Principal,
  RIGHTS,
  type ShopFacts,
} from './rights.ts'

const owner: Principal = { kind: 'user', role: 'owner' }
const manager: Principal = { kind: 'user', role: 'manager' }
const cashier: Principal = { kind: 'user', role: 'cashier' }
const managerOfOne: Principal = { kind: 'user', role: 'manager', stores: [toId<StoreId>('store1')] }
const till: Principal = {
  kind: 'device',
  till: toId<TillId>('till1'),
  store: toId<StoreId>('store1'),
  catalog: 'gifts',
}
const facts: ShopFacts = {
  storeOf: of =>
    ({ till1: toId<StoreId>('store1'), till2: toId<StoreId>('store1'), till3: toId<StoreId>('store2') })[
      of as string
    ],
}

/** Document, what owners and managers of all stores may, what the manager of store1 may, what its till1 may. */
const TABLE: [string, Access, Access, Access][] = [
  ['settings', 'write', 'read', 'read'],
  ['customers', 'write', 'write', 'write'],
  ['staff/store1', 'write', 'write', 'read'],
  ['staff/store2', 'write', 'none', 'none'],
  ['catalog/gifts', 'write', 'write', 'read'],
  ['catalog/liquor', 'write', 'write', 'none'],
  ['stock/store1/till1', 'read', 'read', 'write'],
  ['stock/store1/till2', 'read', 'read', 'read'],
  ['stock/store1/office-a1', 'write', 'write', 'read'],
  ['stock/store2/till1', 'read', 'none', 'none'],
  ['stock/store2/office-a1', 'write', 'none', 'none'],
  ['journal/till1/2026-11-20', 'read', 'read', 'append'],
  ['journal/till2/2026-11-20', 'read', 'read', 'none'],
  ['journal/till3/2026-11-20', 'read', 'none', 'none'],
  ['journal/gone/2026-11-20', 'read', 'none', 'none'],
  ['parked/store1/2026-11-20', 'read', 'read', 'append'],
  ['parked/store2/2026-11-20', 'read', 'none', 'none'],
]

function parse(name: string): DocumentId {
  const document = parseDocumentId(name)
  if (document === undefined) throw new Error(`no document ${name}`)
  expect(formatDocumentId(document)).toBe(name)
  return document
}

describe('rights', () => {
  it.each(TABLE)('A1 on %s: all stores %s, manager of a store %s, till %s', (name, all, ofStore, device) => {
    const document = parse(name)
    for (const everywhere of [owner, manager, { ...manager, stores: 'all' } as const]) {
      expect(accessTo(everywhere, document, facts)).toBe(all)
    }
    expect(accessTo(managerOfOne, document, facts)).toBe(ofStore)
    expect(accessTo(till, document, facts)).toBe(device)
  })

  it('V3 lets those add pictures who write catalogs, and a till only while a recovery is open', () => {
    for (const recovering of [false, true]) {
      for (const who of [owner, manager, managerOfOne]) expect(mayAddPictures(who, recovering)).toBe(true)
      expect(mayAddPictures(cashier, recovering)).toBe(false)
      expect(mayAddPictures(till, recovering)).toBe(recovering)
    }
  })

  it('A1 gives a cashier nothing at the relay, and an owner every store whatever is noted of them', () => {
    for (const [name] of TABLE) expect(accessTo(cashier, parse(name), facts)).toBe('none')
    const noted: Principal = { kind: 'user', role: 'owner', stores: [toId<StoreId>('store1')] }
    expect(accessTo(noted, parse('staff/store2'))).toBe('write')
  })

  it('A1 shows a manager of some stores no journal of a till whose store nobody knows', () => {
    expect(accessTo(managerOfOne, parse('journal/till1/2026-11-20'))).toBe('none')
  })

  it('A1 says who answers for a store', () => {
    const [one, two] = [toId<StoreId>('store1'), toId<StoreId>('store2')]
    const answers = [owner, manager, managerOfOne, cashier, till].map(who => [
      answersFor(who, one),
      answersFor(who, two),
    ])
    expect(answers).toEqual([
      [true, true],
      [true, true],
      [true, false],
      [false, false],
      [true, false],
    ])
  })

  it('A5 lets nobody take anything away from a journal, and tills only append to theirs', () => {
    expect(DELETIONS.journal).toBe('nothing')
    expect(Object.values(RIGHTS.journal.till)).not.toContain('write')
    expect(['none', 'read', 'append', 'write'].map(access => mayAppend(access as Access))).toEqual([
      false,
      false,
      true,
      true,
    ])
  })
})
