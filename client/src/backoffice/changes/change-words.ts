import {
  type CurrencyCode,
  type FieldValue,
  type HistoryChange,
  NO_CURRENCY,
  type ProductId,
  parseCurrency,
  toId,
} from '@evertill/crdt-model'
import { t } from '../../i18n/translate.ts'
import { fieldWords, type ValueContext, valueWords } from '../field-words.ts'
import type { Office } from '../office-context.tsx'

/** How values of records are worded. @param currency of the amounts in them */
export function valueContextOf(office: Office, currency: CurrencyCode): ValueContext {
  return {
    currency,
    departmentName: office.departmentName,
    taxClassName: office.taxClassName,
    productName: id => productNameOf(office, id),
    groupName: id => office.customerGroups()?.find(group => group.id === id)?.name ?? '',
    storeName: id => office.stores()?.find(store => store.id === id)?.name ?? '',
    customerGroupName: id => office.customerGroups()?.find(group => group.id === id)?.name ?? '',
    catalogName: id => office.catalogs()?.find(catalog => catalog.id === id)?.name ?? '',
  }
}

/** What a product is called, or nothing when it is not on file. */
export function productNameOf(office: Office, id: string): string {
  return office.products().row(toId<ProductId>(id))?.name ?? ''
}

/** How values of a setting are worded: amounts of a store are in its currency. */
export function settingContextOf(office: Office, log: string, record: string): ValueContext {
  const store = log === 'stores' ? office.stores()?.find(each => each.id === record) : undefined
  return valueContextOf(office, parseCurrency(store?.currency ?? '') ?? NO_CURRENCY)
}

/** What happened to one field. */
export interface FieldChange {
  readonly field: string
  readonly name: string
  /** Empty when there was nothing. */
  readonly from: string
  readonly to: string
}

/** The changes of fields in words, those that say nothing left out: a new record's empty fields. */
export function fieldChanges(fields: HistoryChange['fields'], context: ValueContext): FieldChange[] {
  return fields
    .filter(({ from, to }) => from.length > 0 || !isNothing(to))
    .map(({ field, from, to }) => ({
      field,
      name: fieldWords(field, context.productName),
      from: from.map(value => valueWords(field, asFieldValue(value), context)).join(t('office.changes.or')),
      to: valueWords(field, asFieldValue(to), context),
    }))
}

function isNothing(value: unknown): boolean {
  return (
    value === null ||
    value === '' ||
    value === false ||
    value === 0 ||
    (Array.isArray(value) && value.length === 0)
  )
}

/** Guaranteed by the relay: what stands in a record is plain JSON, and so is every answer. */
function asFieldValue(value: unknown): FieldValue {
  return value as FieldValue
}
