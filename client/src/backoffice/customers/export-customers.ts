import type { CurrencyCode } from '@evertill/crdt-model'
import Papa from 'papaparse'
import { formatAmount } from '../../i18n/format.ts'
import { LANGUAGE_NAMES } from '../../i18n/languages.ts'
import { t } from '../../i18n/translate.ts'
import type { CustomerRow } from '../../local/database.ts'
import type { Office } from '../office-context.tsx'
import { customerCurrency } from './customer-target.ts'
import { CUSTOMER_COLUMNS, type CustomerColumn } from './plan-customers.ts'

/** Customers as a CSV that the import reads back; archived ones are left out. */
export function customersCsv(
  rows: readonly CustomerRow[],
  groupName: (row: CustomerRow) => string,
  currency: CurrencyCode,
): string {
  const cells: Readonly<Record<CustomerColumn, (row: CustomerRow) => string>> = {
    name: row => row.name,
    number: row => row.number,
    phone: row => row.phone,
    email: row => row.email,
    group: groupName,
    note: row => row.note,
    exemptReason: row => row.exemption?.reason ?? '',
    exemptCertificate: row => row.exemption?.certificate ?? '',
    exemptUntil: row => row.exemption?.until ?? '',
    // Read back on any device: with a point, and no thousands.
    creditLimit: row => (row.creditLimit === null ? '' : formatAmount(row.creditLimit, currency, 'en')),
    emailReceipts: row => t(row.emailReceipts ? 'customers.office.yes' : 'customers.office.no'),
    language: row => (row.language ? LANGUAGE_NAMES[row.language] : ''),
  }
  const data = rows
    .filter(row => !row.archived)
    .map(row => CUSTOMER_COLUMNS.map(column => cells[column](row)))
  const headings = CUSTOMER_COLUMNS.map(column => t(`customers.column.${column}`))
  // A name that begins like a formula must not be one in a spreadsheet.
  return Papa.unparse([headings, ...data], { escapeFormulae: true })
}

/** Gives the customers of this device as a file. */
export async function exportCustomers(office: Office): Promise<void> {
  const rows = await office.database.customers.orderBy('sortName').toArray()
  const names = new Map(office.customerGroups()?.map(row => [row.id, row.name]))
  const csv = customersCsv(
    rows,
    row => (row.group === null ? '' : (names.get(row.group) ?? '')),
    customerCurrency(office),
  )
  const url = URL.createObjectURL(new Blob([`\uFEFF${csv}`], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${t('customers.office.exportName')}.csv`
  link.click()
  URL.revokeObjectURL(url)
}
