import { parseDate } from '../age/birth-date.ts'
import type { BusinessDay, CustomerGroupId } from '../ids.ts'
import { MAX_AMOUNT } from '../sale/limits.ts'
import type { TaxExemption } from '../tax/tax-class.ts'
import { parsed, price, text, yesOrNo } from './field-rule.ts'
import type { Reading, RecordFieldProblem } from './finding.ts'
import type { Fields, FieldValue, RecordState } from './record-entry.ts'
import { currentVersion } from './record-fold.ts'
import { type RecordSchema, readFields, validateField, writableFields } from './record-schema.ts'
import { optionalReference } from './references.ts'
import { type SpokenLanguage, spokenLanguage } from './spoken-language.ts'

/** Why a customer is not taxed, and until which day that was granted; without a day for good. SPEC T9, U2. */
export interface CustomerExemption extends TaxExemption {
  readonly until?: BusinessDay
}

/** Somebody who buys and is known by name. The least that a shop needs of them. SPEC C8. */
export interface Customer {
  /** Empty only once they are forgotten. */
  readonly name: string
  /** What a card or an account says: it can be scanned. */
  readonly number: string
  readonly phone: string
  readonly email: string
  readonly note: string
  readonly group: CustomerGroupId | null
  readonly exemption: CustomerExemption | null
  /** Minor units that they may owe, or null for somebody who buys nothing on account. SPEC K10. */
  readonly creditLimit: number | null
  /** They said that receipts may be sent to their e-mail address. */
  readonly emailReceipts: boolean
  /** What their receipts are written in, or null for whatever the store chose. SPEC U3. */
  readonly language: SpokenLanguage | null
  readonly archived: boolean
  /** Nothing is known of them any more, and nothing that comes late is shown. SPEC C9. */
  readonly forgotten: boolean
}

const LONGEST_REASON = 120
const LONGEST_CERTIFICATE = 40
const MOST_TAXES = 8
const LONGEST_TAX = 40

const SCHEMA: RecordSchema<Customer> = {
  name: text({ longest: 80 }),
  number: text({ longest: 40 }),
  phone: text({ longest: 40 }),
  email: text({ longest: 120 }),
  note: text({ longest: 500 }),
  group: optionalReference<CustomerGroupId>(),
  exemption: parsed<CustomerExemption | null>({
    fallback: null,
    required: false,
    problem: 'not-an-exemption',
    parse: value => (value === null ? null : parseExemption(value)),
  }),
  creditLimit: price(MAX_AMOUNT),
  emailReceipts: yesOrNo(false),
  language: spokenLanguage(),
  archived: yesOrNo(false),
  forgotten: yesOrNo(false),
}

export { SCHEMA as customerSchema }

/** All that is known of somebody who is forgotten. SPEC C9. */
const NOBODY = {
  name: '',
  number: '',
  phone: '',
  email: '',
  note: '',
  group: null,
  exemption: null,
  creditLimit: null,
  emailReceipts: false,
  language: null,
  archived: true,
  forgotten: true,
} as const satisfies Customer

/** A customer as the record stands, with what could not be read; nobody once forgotten by anyone. SPEC C1, C8, C9. */
export function readCustomer(record: RecordState): Reading<Customer> {
  if (isForgotten(record)) return { value: NOBODY, findings: [] }
  const { value, findings } = readFields(SCHEMA, record)
  return { value: { ...value, creditLimit: leastLimit(record, value.creditLimit) }, findings }
}

/** Of limits that people set without knowing of each other the least counts, until somebody decides. SPEC C8, K10. */
function leastLimit(record: RecordState, pick: number | null): number | null {
  const state = record.fields.get('creditLimit')
  if (state?.kind !== 'conflict') return pick
  const limits = state.versions.map(({ value }) => SCHEMA.creditLimit.read(value).value)
  return limits.reduce((least, each) => (least === null || each === null ? null : Math.min(least, each)))
}

/** Fields of a customer for writing. SPEC C3. */
export function customerFields(values: Partial<Omit<Customer, 'forgotten'>>): Fields {
  const { exemption, ...others } = values
  return writableFields(
    SCHEMA,
    exemption === undefined ? others : { ...others, exemption: writableExemption(exemption) },
  )
}

/** Why a value may not be written to the field, or null. SPEC C2. A customer who is not forgotten has a name. */
export function validateCustomerField(
  field: Exclude<keyof Customer, 'forgotten'>,
  value: FieldValue,
): RecordFieldProblem | null {
  if (field === 'name' && typeof value === 'string' && value.trim() === '') return 'required'
  return validateField(SCHEMA, field, value)
}

/** The fields that forget a customer: everything that was known is replaced by nothing. SPEC C9. */
export function forgottenFields(): Fields {
  return NOBODY
}

/** Whether anybody forgot them, whatever others wrote at the same time. SPEC C9. */
export function isForgotten(record: RecordState): boolean {
  const state = record.fields.get('forgotten')
  if (state === undefined) return false
  const versions = state.kind === 'settled' ? [state.version] : state.versions
  return versions.some(version => version.value === true)
}

/** Whether somebody is forgotten and yet something of them came in late: it is to be forgotten again. SPEC C9. */
export function isToForgetAgain(record: RecordState): boolean {
  if (!isForgotten(record)) return false
  const wanted = forgottenFields()
  return [...record.fields].some(([field, state]) => {
    if (state.kind === 'conflict') return true
    return JSON.stringify(currentVersion(record, field)?.value) !== JSON.stringify(wanted[field] ?? null)
  })
}

function writableExemption(exemption: CustomerExemption | null): FieldValue {
  if (exemption === null) return null
  const { reason, certificate, taxes, until } = exemption
  return { reason, certificate, ...(taxes ? { taxes } : {}), ...(until ? { until } : {}) }
}

/** Half of an exemption would free from taxes that it does not name, or for longer: it is none. */
function parseExemption(value: FieldValue): CustomerExemption | undefined {
  if (value === null || typeof value !== 'object' || !('reason' in value)) return undefined
  const { reason, certificate, taxes, until } = value
  if (!isText(reason, LONGEST_REASON) || reason.trim() === '') return undefined
  if (!isText(certificate, LONGEST_CERTIFICATE)) return undefined
  const named = parseTaxes(taxes)
  const day = until === undefined ? undefined : parseDay(until)
  if (named === null || day === null) return undefined
  return { reason, certificate, ...(named ? { taxes: named } : {}), ...(day ? { until: day } : {}) }
}

/** Undefined where there are none, null where they cannot be read. */
function parseTaxes(value: FieldValue | undefined): readonly string[] | null | undefined {
  if (value === undefined) return undefined
  if (!Array.isArray(value)) return null
  const items: readonly FieldValue[] = value
  const taxes = items.filter(item => isText(item, LONGEST_TAX))
  return taxes.length === items.length && taxes.length > 0 && taxes.length <= MOST_TAXES ? taxes : null
}

function parseDay(value: FieldValue): BusinessDay | null {
  return typeof value === 'string' ? (parseDate(value) ?? null) : null
}

function isText(value: FieldValue | undefined, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest
}
