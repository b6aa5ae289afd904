import type { DocumentId } from '../access/document-id.ts'
import { decodeEntry } from '../journal/encode-entry.ts'
import { LOGS, type RecordLog } from '../log/log-names.ts'
import { decodeParkedEntry } from '../parked/decode-parked-entry.ts'
import { catalogSchema } from '../records/catalog.ts'
import { customerSchema } from '../records/customer.ts'
import { customerGroupSchema } from '../records/customer-group.ts'
import { departmentSchema } from '../records/department.ts'
import { decodeRecordEntry } from '../records/encode-record-entry.ts'
import type { FieldRule } from '../records/field-rule.ts'
import type { RecordFieldProblem } from '../records/finding.ts'
import { organisationSchema } from '../records/organisation.ts'
import { personSchema } from '../records/person.ts'
import { priceListFieldRule } from '../records/price-list.ts'
import { productSchema } from '../records/product.ts'
import { promotionSchema } from '../records/promotion.ts'
import { quickPageSchema } from '../records/quick-page.ts'
import type { FieldValue } from '../records/record-entry.ts'
import type { RecordSchema } from '../records/record-schema.ts'
import { storeSchema } from '../records/store.ts'
import { taxClassSchema } from '../records/tax-class.ts'
import { tillSchema } from '../records/till.ts'
import { decodeStockEntry } from '../stock/encode-stock-entry.ts'

/** What is wrong with one entry of a log. It is stored all the same, and no fold counts it. SPEC F1. */
export type EntryFault =
  /** Not an entry of its kind, or in a log that this kind of document does not have. */
  | { readonly kind: 'unreadable-entry'; readonly log: string }
  /** A field that its schema does not know: read by nobody. */
  | { readonly kind: 'unknown-field'; readonly log: string; readonly record: string; readonly field: string }
  | {
      readonly kind: 'unreadable-field'
      readonly log: string
      readonly record: string
      readonly field: string
      readonly problem: RecordFieldProblem
    }
  /** Says to be by somebody who did not send it. */
  | { readonly kind: 'claimed-actor'; readonly log: string; readonly claimed: string }

/** The rule for a field of a kind of record, if it knows one: the same that forms and readers go by. */
type Rules = (field: string) => FieldRule<unknown> | undefined

const RULES: { readonly [log in RecordLog]: Rules } = {
  organisation: rulesOf(organisationSchema),
  stores: rulesOf(storeSchema),
  tills: rulesOf(tillSchema),
  catalogs: rulesOf(catalogSchema),
  taxClasses: rulesOf(taxClassSchema),
  customerGroups: rulesOf(customerGroupSchema),
  people: rulesOf(personSchema),
  products: rulesOf(productSchema),
  departments: rulesOf(departmentSchema),
  quickPages: rulesOf(quickPageSchema),
  customers: rulesOf(customerSchema),
  promotions: rulesOf(promotionSchema),
  priceLists: priceListFieldRule,
}

/**
 * What is wrong with an entry of a document. Chains and signatures of journals are not asked: see `verifyJournal`.
 * @param mayClaim whether who sent the entry may say that it is by this person
 */
export function entryFaults(
  document: DocumentId,
  log: string,
  raw: unknown,
  mayClaim: (who: string) => boolean,
): EntryFault[] {
  const logs: readonly string[] = LOGS[document.kind]
  if (!logs.includes(log)) return [{ kind: 'unreadable-entry', log }]
  switch (document.kind) {
    case 'journal':
      return raw instanceof Uint8Array && decodeEntry(raw) !== undefined
        ? []
        : [{ kind: 'unreadable-entry', log }]
    case 'stock':
      return decodeStockEntry(raw) !== undefined ? [] : [{ kind: 'unreadable-entry', log }]
    case 'parked':
      return parkedFaults(log, raw, mayClaim)
    default:
      return recordFaults(log as RecordLog, raw, mayClaim)
  }
}

function parkedFaults(log: string, raw: unknown, mayClaim: (who: string) => boolean): EntryFault[] {
  const entry = decodeParkedEntry(raw)
  if (entry === undefined) return [{ kind: 'unreadable-entry', log }]
  return mayClaim(entry.till) ? [] : [{ kind: 'claimed-actor', log, claimed: entry.till }]
}

function recordFaults(log: RecordLog, raw: unknown, mayClaim: (who: string) => boolean): EntryFault[] {
  const entry = decodeRecordEntry(raw)
  if (entry === undefined) return [{ kind: 'unreadable-entry', log }]
  const faults: EntryFault[] = []
  if (!mayClaim(entry.who)) faults.push({ kind: 'claimed-actor', log, claimed: entry.who })
  const rules = RULES[log]
  const { record } = entry
  for (const [field, value] of Object.entries(entry.fields)) {
    const problem = problemOf(rules, field, value)
    if (problem === 'unknown') faults.push({ kind: 'unknown-field', log, record, field })
    else if (problem !== null) faults.push({ kind: 'unreadable-field', log, record, field, problem })
  }
  return faults
}

function problemOf(rules: Rules, field: string, value: FieldValue): RecordFieldProblem | 'unknown' | null {
  const rule = rules(field)
  return rule === undefined ? 'unknown' : rule.read(value).problem
}

function rulesOf<Value extends object>(schema: RecordSchema<Value>): Rules {
  const rules = new Map(Object.entries<FieldRule<unknown>>(schema))
  return field => rules.get(field)
}
