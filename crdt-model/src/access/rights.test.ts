import { describe, expect, it } from 'vitest'
import { type StoreId, type TillId, toId } from '../ids.ts'
import { formatDocumentId, parseDocumentId } from './document-id.ts'
import { type Access, accessTo, type Principal } from './rights.ts'

const owner: Principal = { kind: 'user', role: 'owner' }
const manager: Principal = { kind: 'user', role: 'manager' }
const till: Principal = {
  kind: 'device',
  till: toId<TillId>('till1'),
  store: toId<StoreId>('store1'),
  catalog: 'gifts',
}

/** Document, what a user may, what the till may. */
const TABLE: [string, Access, Access][] = [
  ['settings', 'write', 'read'],
  ['customers', 'write', 'write'],
  ['staff/store1', 'write', 'read'],
  ['staff/store2', 'write', 'none'],
  ['catalog/gifts', 'write', 'read'],
  ['catalog/liquor', 'write', 'none'],
  ['stock/store1/till1', 'read', 'write'],
  ['stock/store1/till2', 'read', 'read'],
  ['stock/store1/office-a1', 'write', 'read'],
  ['stock/store2/till1', 'read', 'none'],
  ['stock/store2/office-a1', 'write', 'none'],
  ['journal/till1/2026-11-20', 'read', 'write'],
  ['journal/till2/2026-11-20', 'read', 'none'],
]

describe('rights', () => {
  it.each(TABLE)('A1 on %s: user %s, till %s', (name, user, device) => {
    const document = parseDocumentId(name)
    if (document === undefined) throw new Error(`no document ${name}`)
    expect(formatDocumentId(document)).toBe(name)
    expect(accessTo(owner, document)).toBe(user)
    expect(accessTo(manager, document)).toBe(user)
    expect(accessTo(till, document)).toBe(device)
  })
})
