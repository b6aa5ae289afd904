import {
  type CurrencyCode,
  type CustomerExemption,
  type CustomerGroupId,
  type CustomerId,
  customerFields,
  type Fields,
  parseDate,
  type SpokenLanguage,
  validateCustomerField,
} from '@evertill/crdt-model'
import type { CustomerGroupRow, CustomerRow } from '../../local/database.ts'
import { normaliseText } from '../../replica/text-tokens.ts'
import type { CsvRow, CsvTable } from '../import/read-csv.ts'
import { readPrice } from '../import/read-price.ts'
import { stableId } from '../import/stable-id.ts'

export const CUSTOMER_COLUMNS = [
  'name',
  'number',
  'phone',
  'email',
  'group',
  'note',
  'exemptReason',
  'exemptCertificate',
  'exemptUntil',
  'creditLimit',
  'emailReceipts',
  'language',
] as const
export type CustomerColumn = (typeof CUSTOMER_COLUMNS)[number]

/** Which column of the file holds what, by its place. */
export type CustomerColumns = { readonly [column in CustomerColumn]?: number }

export type CellReason =
  | 'name-missing'
  | 'too-long'
  | 'not-an-amount'
  | 'not-yes-or-no'
  | 'not-a-day'
  | 'not-an-email'
  | 'not-a-language'
  | 'exemption-without-reason'
  | 'repeated-in-file'
  | 'several-customers'

/** Why a row is left out: which cell, and what is wrong with it. */
export interface CellFault {
  readonly line: number
  readonly column: CustomerColumn
  readonly reason: CellReason
  readonly value: string
}

export interface CustomersPlan {
  readonly writes: readonly { readonly record: CustomerId; readonly fields: Fields }[]
  readonly newGroups: readonly { readonly id: CustomerGroupId; readonly name: string }[]
  readonly faults: readonly CellFault[]
  readonly counts: {
    readonly new: number
    readonly changed: number
    readonly same: number
    readonly refused: number
  }
}

/** Headings by which columns are known, in the languages of the product; without accents and in any case. */
const HEADINGS: Readonly<Record<CustomerColumn, readonly string[]>> = {
  name: ['name', 'customer', 'customer name', 'full name', 'nombre', 'cliente', 'nombre y apellidos'],
  number: [
    'number',
    'customer number',
    'card',
    'card number',
    'numero',
    'numero de cliente',
    'tarjeta',
    'id',
  ],
  phone: ['phone', 'telephone', 'mobile', 'tel', 'telefono', 'movil'],
  email: ['email', 'e mail', 'mail', 'correo', 'correo electronico'],
  group: ['group', 'customer group', 'grupo', 'grupo de clientes'],
  note: ['note', 'notes', 'comment', 'nota', 'notas', 'observaciones'],
  exemptReason: [
    'tax exemption',
    'exemption',
    'exempt reason',
    'exencion',
    'exencion de impuestos',
    'motivo de exencion',
  ],
  exemptCertificate: ['certificate', 'certificate number', 'certificado', 'numero de certificado'],
  exemptUntil: ['exempt until', 'certificate until', 'exento hasta'],
  creditLimit: ['may owe up to', 'credit limit', 'puede deber hasta', 'limite de credito'],
  emailReceipts: ['receipts by e mail', 'receipts by email', 'e mail receipts', 'recibos por correo'],
  language: ['language of receipts', 'language', 'idioma de los recibos', 'idioma'],
}

/** The columns of a file by their headings. */
export function guessCustomerColumns(headers: readonly string[]): CustomerColumns {
  const normalised = headers.map(normaliseText)
  const found: { [column in CustomerColumn]?: number } = {}
  for (const column of CUSTOMER_COLUMNS) {
    const index = normalised.findIndex(header => HEADINGS[column].includes(header))
    if (index >= 0) found[column] = index
  }
  return found
}

/**
 * What reading a list would change. A row is whose number, e-mail or phone it has, or somebody new; empty cells change
 * nothing. A row with a cell that cannot be taken is left out as a whole, and every such cell is told.
 */
export function planCustomers(
  table: CsvTable,
  columns: CustomerColumns,
  known: {
    readonly customers: readonly CustomerRow[]
    readonly groups: readonly CustomerGroupRow[]
    readonly currency: CurrencyCode
  },
): CustomersPlan {
  const index = indexCustomers(known.customers)
  const groups = new Map(known.groups.map(row => [normaliseText(row.name), row.id]))
  const newGroups = new Map<string, { id: CustomerGroupId; name: string }>()
  const groupOf = (name: string): CustomerGroupId => {
    const key = normaliseText(name)
    const there = groups.get(key)
    if (there !== undefined) return there
    const added = newGroups.get(key) ?? { id: stableId<CustomerGroupId>('customer-group', key), name }
    newGroups.set(key, added)
    return added.id
  }
  const seen = new Set<string>()
  const writes: { record: CustomerId; fields: Fields }[] = []
  const faults: CellFault[] = []
  const counts = { new: 0, changed: 0, same: 0, refused: 0 }
  for (const row of table.rows) {
    const reading = readRow(row, columns, known.currency, groupOf)
    const problems = [...reading.faults]
    const whose = findWhose(reading, index, row.line, problems)
    const id = whose?.id ?? stableId<CustomerId>('customer', reading.key)
    if (problems.length === 0 && seen.has(id))
      problems.push(fault(row.line, 'name', 'repeated-in-file', reading.key))
    if (problems.length > 0) {
      counts.refused++
      faults.push(...problems)
      continue
    }
    seen.add(id)
    const fields = customerFields(whose === undefined ? reading.values : changesOf(reading.values, whose))
    if (Object.keys(fields).length === 0) {
      counts.same++
      continue
    }
    counts[whose === undefined ? 'new' : 'changed']++
    writes.push({ record: id, fields })
  }
  return { writes, newGroups: [...newGroups.values()], faults, counts }
}

type Values = Parameters<typeof customerFields>[0]

interface RowReading {
  readonly values: Values
  readonly faults: readonly CellFault[]
  /** What tells somebody new apart: number, e-mail, phone or name. */
  readonly key: string
}

function readRow(
  row: CsvRow,
  columns: CustomerColumns,
  currency: CurrencyCode,
  groupOf: (name: string) => CustomerGroupId,
): RowReading {
  const cell = (column: CustomerColumn) => (row.cells[columns[column] ?? -1] ?? '').trim()
  const faults: CellFault[] = []
  const refuse = (column: CustomerColumn, reason: CellReason) =>
    faults.push(fault(row.line, column, reason, cell(column)))
  const values: { -readonly [Key in keyof Values]: Values[Key] } = {}
  for (const column of ['name', 'number', 'phone', 'email', 'note'] as const) {
    const text = cell(column)
    if (text === '') continue
    if (validateCustomerField(column, text) !== null) refuse(column, 'too-long')
    else values[column] = text
  }
  if (cell('name') === '') refuse('name', 'name-missing')
  if (values.email !== undefined && !/^\S+@\S+\.\S+$/.test(values.email)) refuse('email', 'not-an-email')
  if (cell('group') !== '') values.group = groupOf(cell('group'))
  if (cell('creditLimit') !== '') {
    const reading = readPrice(cell('creditLimit'), currency)
    if (reading.kind === 'price') values.creditLimit = reading.minor
    else refuse('creditLimit', 'not-an-amount')
  }
  if (cell('emailReceipts') !== '') {
    const answer = readYesOrNo(cell('emailReceipts'))
    if (answer === undefined) refuse('emailReceipts', 'not-yes-or-no')
    else values.emailReceipts = answer
  }
  if (cell('language') !== '') {
    const language = LANGUAGES_BY_NAME.get(normaliseText(cell('language')))
    if (language === undefined) refuse('language', 'not-a-language')
    else values.language = language
  }
  const exemption = readExemption(cell, refuse)
  if (exemption !== undefined) values.exemption = exemption
  const { number, email, phone, name = '' } = values
  return { values, faults, key: number ?? email ?? phone ?? name }
}

function readExemption(
  cell: (column: CustomerColumn) => string,
  refuse: (column: CustomerColumn, reason: CellReason) => void,
): CustomerExemption | undefined {
  const [reason, certificate, untilText] = [
    cell('exemptReason'),
    cell('exemptCertificate'),
    cell('exemptUntil'),
  ]
  if (reason === '') {
    if (certificate !== '') refuse('exemptCertificate', 'exemption-without-reason')
    return undefined
  }
  const until = untilText === '' ? undefined : parseDate(untilText)
  if (untilText !== '' && until === undefined) refuse('exemptUntil', 'not-a-day')
  const exemption = { reason, certificate, ...(until ? { until } : {}) }
  if (validateCustomerField('exemption', exemption) !== null) refuse('exemptReason', 'too-long')
  return exemption
}

/** As they are called in the languages of the product, and by their codes. */
const LANGUAGES_BY_NAME: ReadonlyMap<string, SpokenLanguage> = new Map([
  ...(['en', 'english', 'ingles'] as const).map(name => [name, 'en'] as const),
  ...(['es', 'spanish', 'espanol', 'castellano'] as const).map(name => [name, 'es'] as const),
])

const YES = new Set(['yes', 'y', 'true', '1', 'x', 'si', 's'])
const NO = new Set(['no', 'n', 'false', '0'])

function readYesOrNo(text: string): boolean | undefined {
  const word = normaliseText(text)
  if (YES.has(word)) return true
  return NO.has(word) ? false : undefined
}

/** By `number …`, `email …`, `phone …`: who has it. */
type CustomerIndex = ReadonlyMap<string, readonly CustomerRow[]>

function indexCustomers(customers: readonly CustomerRow[]): CustomerIndex {
  const index = new Map<string, CustomerRow[]>()
  for (const row of customers) {
    for (const key of keysOf(row)) index.set(key, [...(index.get(key) ?? []), row])
  }
  return index
}

function keysOf(of: {
  readonly number?: string
  readonly email?: string
  readonly phone?: string
}): string[] {
  const digits = of.phone?.replace(/\D/g, '') ?? ''
  return [
    ...(of.number ? [`number ${of.number.toLowerCase()}`] : []),
    ...(of.email ? [`email ${of.email.toLowerCase()}`] : []),
    ...(digits === '' ? [] : [`phone ${digits}`]),
  ]
}

/** Whose row it is: the number says more than the e-mail, and that more than the phone. */
function findWhose(
  { values }: RowReading,
  index: CustomerIndex,
  line: number,
  faults: CellFault[],
): CustomerRow | undefined {
  for (const key of keysOf(values)) {
    const rows = index.get(key) ?? []
    if (rows.length === 1) return rows[0]
    if (rows.length > 1) {
      const [column = '', ...value] = key.split(' ')
      faults.push(fault(line, asColumn(column), 'several-customers', value.join(' ')))
      return undefined
    }
  }
  return undefined
}

function asColumn(text: string): CustomerColumn {
  return CUSTOMER_COLUMNS.find(column => column === text) ?? 'name'
}

function changesOf(values: Values, row: CustomerRow): Values {
  const changed = Object.entries(values).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(row[asField(field)]),
  )
  return Object.fromEntries(changed)
}

/** Only fields of a customer stand in `Values`. */
function asField(field: string): keyof CustomerRow {
  return field as keyof CustomerRow
}

function fault(line: number, column: CustomerColumn, reason: CellReason, value: string): CellFault {
  return { line, column, reason, value }
}
