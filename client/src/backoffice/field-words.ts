import type {
  CatalogId,
  CurrencyCode,
  DepartmentId,
  FieldValue,
  StoreId,
  TaxClassId,
} from '@evertill/crdt-model'
import { formatMoney, formatRate } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'

const FIELDS = [
  'name',
  'sku',
  'barcodes',
  'price',
  'cost',
  'department',
  'taxClass',
  'brand',
  'minimumAge',
  'quickKey',
  'archived',
  'note',
  'hue',
  'order',
  'pin',
  'store',
  'currency',
  'timeZone',
  'address',
  'receiptFooter',
  'rates',
  'catalog',
  'taxRounding',
  'cashStep',
  'cashRule',
  'halves',
] as const

/** What people call a field. */
export function fieldWords(field: string): string {
  const known = FIELDS.find(each => each === field)
  return known === undefined ? t('office.field.other', { field }) : t(`office.field.${known}`)
}

/** What is needed to show references and amounts as people know them. */
export interface ValueContext {
  readonly currency: CurrencyCode
  readonly departmentName: (id: DepartmentId | null) => string
  readonly taxClassName: (id: TaxClassId | null) => string
  readonly storeName: (id: StoreId) => string
  readonly catalogName: (id: CatalogId) => string
}

/** A field's value as people read it: money with its currency, references by name, never raw JSON. */
export function valueWords(field: string, value: FieldValue, context: ValueContext): string {
  if (field === 'price' || field === 'cost') {
    if (typeof value === 'number') return formatMoney(value, context.currency)
    return field === 'price' ? t('office.value.openPrice') : t('office.value.none')
  }
  if (field === 'department' && typeof value === 'string') {
    return context.departmentName(asDepartment(value)) || t('office.value.unknown')
  }
  if (field === 'taxClass' && typeof value === 'string') {
    return context.taxClassName(asTaxClass(value)) || t('office.value.unknown')
  }
  if (field === 'store' && typeof value === 'string') {
    return context.storeName(asStore(value)) || t('office.value.unknown')
  }
  if (field === 'catalog' && typeof value === 'string') {
    return context.catalogName(asCatalog(value)) || t('office.value.unknown')
  }
  if (field === 'cashStep' && typeof value === 'number') {
    return value === 0 ? t('office.settings.cashExact') : formatMoney(value, context.currency)
  }
  if (field === 'taxRounding') return taxRoundingWords(value)
  if (field === 'cashRule' || field === 'halves') return roundingWords(value)
  if (field === 'rates' && isList(value)) {
    return value.length === 0 ? t('office.value.none') : value.map(rateWords).join(', ')
  }
  if (field === 'pin') return value === null ? t('office.value.none') : t('office.value.pinSet')
  if (field === 'minimumAge' && typeof value === 'number') {
    return value === 0 ? t('office.value.none') : t('office.value.years', { years: value })
  }
  return plainWords(value)
}

const TAX_ROUNDINGS = ['per-unit', 'per-line', 'per-document'] as const
const ROUNDING_RULES = ['half-up', 'half-even', 'half-down', 'up', 'down'] as const

function taxRoundingWords(value: FieldValue): string {
  const known = TAX_ROUNDINGS.find(each => each === value)
  return known === undefined ? plainWords(value) : t(`office.settings.taxRoundings.${known}`)
}

function roundingWords(value: FieldValue): string {
  const known = ROUNDING_RULES.find(each => each === value)
  return known === undefined ? plainWords(value) : t(`office.settings.cashRules.${known}`)
}

/** A rate of a tax class: `VAT 20%, included`. */
function rateWords(value: FieldValue): string {
  if (value === null || typeof value !== 'object' || !('name' in value)) return plainWords(value)
  const { name, rateMillionths, included } = value
  if (typeof name !== 'string' || typeof rateMillionths !== 'number') return plainWords(value)
  const rate = formatRate(rateMillionths)
  return included === true
    ? t('office.value.rateIncluded', { name, rate })
    : t('office.value.rateAdded', { name, rate })
}

function plainWords(value: FieldValue): string {
  if (value === null) return t('office.value.none')
  if (typeof value === 'boolean') return value ? t('office.value.yes') : t('office.value.no')
  if (typeof value === 'string') return value === '' ? t('office.value.empty') : value
  if (typeof value === 'number') return String(value)
  if (isList(value)) return value.length === 0 ? t('office.value.none') : value.map(plainWords).join(', ')
  // Structured values (tax rates) read by their names.
  return Object.values(value).map(plainWords).join(' ')
}

function isList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value)
}

/** The fields of these names hold ids of these kinds: names are looked up by them and nothing else is done. */
const asDepartment = (id: string): DepartmentId => id as DepartmentId
const asStore = (id: string): StoreId => id as StoreId
const asCatalog = (id: string): CatalogId => id as CatalogId
const asTaxClass = (id: string): TaxClassId => id as TaxClassId
