import { type CurrencyCode, type CustomerGroupId, type CustomerId, toId } from '@evertill/crdt-model'
import { expect, it } from 'vitest'
import type { CustomerRow } from '../../local/database.ts'
import type { CsvTable } from '../import/read-csv.ts'
import { guessCustomerColumns, planCustomers } from './plan-customers.ts'

const TRADE = { id: toId<CustomerGroupId>('trade'), name: 'Trade', archived: false }

function customer(id: string, given: Partial<CustomerRow>): CustomerRow {
  return {
    id: toId<CustomerId>(id),
    name: id,
    number: '',
    phone: '',
    email: '',
    note: '',
    group: null,
    exemption: null,
    creditLimit: null,
    emailReceipts: false,
    archived: false,
    words: [],
    sortName: id,
    conflicts: [],
    ...given,
  }
}

const ANA = customer('ana', {
  name: 'Ana',
  number: 'K-1',
  phone: '+34 600 123 456',
  email: 'ana@example.com',
})

function plan(headers: readonly string[], rows: readonly (readonly string[])[], customers = [ANA]) {
  const table: CsvTable = { headers, rows: rows.map((cells, index) => ({ line: index + 2, cells })) }
  return planCustomers(table, guessCustomerColumns(headers), {
    customers,
    groups: [TRADE],
    currency: 'GBP' as CurrencyCode,
  })
}

it('knows columns by their headings in both languages', () => {
  expect(guessCustomerColumns(['Nombre', 'Teléfono', 'E-mail', 'Grupo', 'Credit limit', 'Whatever'])).toEqual(
    {
      name: 0,
      phone: 1,
      email: 2,
      group: 3,
      creditLimit: 4,
    },
  )
})

it('changes who has the number, e-mail or phone, adds the others, and leaves empty cells alone', () => {
  const { writes, counts, newGroups } = plan(
    [
      'Name',
      'Number',
      'Phone',
      'E-mail',
      'Group',
      'Credit limit',
      'Tax exemption',
      'Certificate',
      'Exempt until',
    ],
    [
      ['Ana', 'k-1', '', '', 'trade', '500', '', '', ''],
      ['Ben', '', '07700 900123', '', 'Club', '', 'Embassy', 'E-77', '2026-12-31'],
      ['Cleo', '', '', 'cleo@example.com', 'club', '', '', '', ''],
    ],
  )
  expect(counts).toEqual({ new: 2, changed: 1, same: 0, refused: 0 })
  expect(writes[0]).toEqual({ record: 'ana', fields: { number: 'k-1', group: 'trade', creditLimit: 50_000 } })
  expect(newGroups).toEqual([{ id: expect.any(String), name: 'Club' }])
  expect(writes[1]?.fields).toEqual({
    name: 'Ben',
    phone: '07700 900123',
    group: newGroups[0]?.id,
    exemption: { reason: 'Embassy', certificate: 'E-77', until: '2026-12-31' },
  })
  expect(writes[2]?.fields.group).toBe(newGroups[0]?.id)
})

it('read again, a list changes nothing', () => {
  const rows = [['Ana', 'K-1', '+34 600 123 456', 'ana@example.com']]
  expect(plan(['Name', 'Number', 'Phone', 'E-mail'], rows).counts).toMatchObject({
    same: 1,
    new: 0,
    changed: 0,
  })
  // Two managers who read one list offline make the same records.
  const first = plan(['Name', 'Phone'], [['Ben', '1234']])
  expect(plan(['Name', 'Phone'], [['Ben', '1234']]).writes).toEqual(first.writes)
})

it('U3 takes the language of receipts by its name or code, in the languages of the product', () => {
  const names = ['Español', 'inglés', 'Spanish', 'EN', 'constructor']
  const { writes, faults } = plan(
    ['Name', 'Language of receipts'],
    names.map(language => [`Customer ${language}`, language]),
  )
  expect(writes.map(({ fields }) => fields.language)).toEqual(['es', 'en', 'es', 'en'])
  expect(faults).toMatchObject([{ column: 'language', reason: 'not-a-language', value: 'constructor' }])
})

it('leaves out rows with a cell that cannot be taken, and says which and why', () => {
  const twins = [customer('x', { phone: '555 1234' }), customer('y', { phone: '5551234' })]
  const { faults, counts, writes } = plan(
    [
      'Name',
      'Phone',
      'E-mail',
      'Credit limit',
      'Receipts by e-mail',
      'Tax exemption',
      'Certificate',
      'Exempt until',
    ],
    [
      ['', '1', '', '', '', '', '', ''],
      ['Ben', '', 'not an address', 'lots', 'perhaps', '', 'E-77', ''],
      ['Cleo', '', '', '', '', 'Embassy', '', '2026-02-30'],
      ['Dora', '555-1234', '', '', '', '', '', ''],
      ['Emil', '', '', '', '', '', '', ''],
      ['Emil', '', '', '', '', '', '', ''],
    ],
    twins,
  )
  expect(counts).toEqual({ new: 1, changed: 0, same: 0, refused: 5 })
  expect(writes).toHaveLength(1)
  expect(faults.map(({ line, column, reason }) => [line, column, reason])).toEqual([
    [2, 'name', 'name-missing'],
    [3, 'email', 'not-an-email'],
    [3, 'creditLimit', 'not-an-amount'],
    [3, 'emailReceipts', 'not-yes-or-no'],
    [3, 'exemptCertificate', 'exemption-without-reason'],
    [4, 'exemptUntil', 'not-a-day'],
    [5, 'phone', 'several-customers'],
    [7, 'name', 'repeated-in-file'],
  ])
})
