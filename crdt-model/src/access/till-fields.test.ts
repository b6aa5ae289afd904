import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ReplicaId, toId } from '../ids.ts'
import { customerFields, forgottenFields } from '../records/customer.ts'
import { encodeRecordEntry } from '../records/encode-record-entry.ts'
import { officeField, officeFieldOfEntry } from './till-fields.ts'

const OFFICE = ['group', 'exemption', 'creditLimit', 'archived', 'forgotten']
const TILL = ['name', 'number', 'phone', 'email', 'note', 'emailReceipts', 'language']

const entry = (fields: readonly string[]) =>
  encodeRecordEntry({
    replica: toId<ReplicaId>('r1'),
    counter: 1,
    record: 'ann',
    fields: Object.fromEntries(fields.map(field => [field, null])),
    replaces: {},
    who: 'till1',
    at: 1,
  })

describe('what a till may write', () => {
  it('A6 a new customer’s name and phone number, and neither credit nor exemption', () => {
    expect(officeField('customers', Object.keys(customerFields({ name: 'Ann', phone: '1' })))).toBeUndefined()
    expect(officeField('customers', ['name', 'creditLimit'])).toBe('creditLimit')
    expect(officeField('customers', Object.keys(forgottenFields()))).toBeDefined()
  })

  it('A6 an entry is an office’s exactly if it writes any such field, among whatever others', () => {
    fc.assert(
      fc.property(
        fc.subarray(TILL, { minLength: 1 }),
        fc.subarray(OFFICE),
        fc.infiniteStream(fc.nat()),
        (till, office, order) => {
          const fields = [...till, ...office]
            .map(field => ({ field, key: order.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ field }) => field)
          const found = officeFieldOfEntry('customers', entry(fields))
          expect(found === undefined).toBe(office.length === 0)
          if (found !== undefined) expect(office).toContain(found)
        },
      ),
    )
  })

  it('A6 says nothing of documents that tills only read, nor of what is no entry', () => {
    expect(officeFieldOfEntry('catalog', entry(['creditLimit']))).toBeUndefined()
    for (const raw of [null, 1, [], new Uint8Array(3), { creditLimit: 1 }]) {
      expect(officeFieldOfEntry('customers', raw)).toBeUndefined()
    }
  })
})
