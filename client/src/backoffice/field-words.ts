import {
  type CatalogId,
  CHOSEN_TENDERS,
  type CurrencyCode,
  type DepartmentId,
  type FieldValue,
  isTillRight,
  LIMIT_FIELDS,
  parseCurrency,
  productOfPriceField,
  RECEIPT_DETAILS,
  RECEIPT_PARTS,
  rateMillionths,
  readBenefit,
  readPromotionConditions,
  type StoreId,
  type TaxClassId,
  TILL_ROLES,
  UNITS,
} from '@evertill/crdt-model'
import { formatExchangeRate, formatMoney, formatQuantity, formatRate } from '../i18n/format.ts'
import { LANGUAGE_NAMES } from '../i18n/languages.ts'
import { t } from '../i18n/translate.ts'
import { benefitWords, conditionSentence, type OfferNames } from './promotions/promotion-words.ts'

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
  'badge',
  'badgeSignIn',
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
  'number',
  'phone',
  'email',
  'group',
  'exemption',
  'creditLimit',
  'emailReceipts',
  'language',
  'forgotten',
  'role',
  'extraRights',
  'withheldRights',
  'cashierLineLimit',
  'cashierSaleLimit',
  'cashierPriceLimit',
  'supervisorLineLimit',
  'supervisorSaleLimit',
  'supervisorPriceLimit',
  'unit',
  'tare',
  'serialRequired',
  'notDiscountable',
  'deposit',
  'family',
  'variant',
  'tiles',
  'labelRules',
  'priority',
  'stacks',
  'conditions',
  'benefit',
  'tenderKinds',
  'exchangeRates',
  'tipMillionths',
  'cardTerminal',
  'receiptLogo',
  'receiptHeader',
  'receiptLegal',
  'receiptParts',
  'receiptDetails',
  'receiptLanguage',
  'picture',
] as const

/** What people call a field. @param productName for the prices of a list, which are a field for each product */
export function fieldWords(field: string, productName?: OfferNames['productName']): string {
  const product = productOfPriceField(field)
  if (product !== undefined)
    return t('office.field.priceOf', { name: productName?.(product) || t('office.value.unknown') })
  const known = FIELDS.find(each => each === field)
  return known === undefined ? t('office.field.other', { field }) : t(`office.field.${known}`)
}

/** What is needed to show references and amounts as people know them. */
export interface ValueContext extends OfferNames {
  readonly taxClassName: (id: TaxClassId | null) => string
  readonly catalogName: (id: CatalogId) => string
  readonly customerGroupName: (id: string) => string
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
  if (productOfPriceField(field) !== undefined) {
    return typeof value === 'number' ? formatMoney(value, context.currency) : t('office.value.none')
  }
  if (field === 'benefit') {
    const benefit = readBenefit(value)
    return benefit === null ? plainWords(value) : benefitWords(benefit, context)
  }
  if (field === 'conditions') {
    const conditions = readPromotionConditions(value)
    return conditions === null ? plainWords(value) : conditionSentence(conditions, context)
  }
  if (field === 'picture' && typeof value === 'string')
    return t('office.value.picture', { name: value.slice(0, PICTURE_NAME) })
  if (field === 'unit') return unitWords(value)
  if (field === 'tare' && typeof value === 'number')
    return value === 0 ? t('office.value.none') : formatQuantity(value)
  if (field === 'deposit' && typeof value === 'string')
    return context.productName(value) || t('office.value.unknown')
  if (field === 'tiles' && isList(value) && value.length > 0) {
    const nameOf = (id: FieldValue) => (typeof id === 'string' ? context.productName(id) : '')
    return value.map(id => nameOf(id) || t('office.value.unknown')).join(', ')
  }
  if (field === 'labelRules') {
    return isList(value)
      ? value.map(labelRuleWords).join(', ') || t('office.value.none')
      : t('office.value.usual')
  }
  if (field === 'tenderKinds' && isList(value)) {
    return value.map(tenderWords).join(', ') || t('office.value.none')
  }
  if (field === 'exchangeRates' && isList(value)) {
    return value.map(each => exchangeWords(each, context.currency)).join(', ') || t('office.value.none')
  }
  if (field === 'tipMillionths' && isList(value)) {
    const tips = value.map(tip => (typeof tip === 'number' ? formatRate(tip) : plainWords(tip)))
    return tips.join(', ') || t('office.value.none')
  }
  if (field.startsWith('receipt')) return receiptWords(field, value)
  if (field === 'language' && (value === 'en' || value === 'es')) return LANGUAGE_NAMES[value]
  if (field === 'taxRounding') return taxRoundingWords(value)
  if (field === 'cashRule' || field === 'halves') return roundingWords(value)
  if (field === 'rates' && isList(value)) {
    return value.length === 0 ? t('office.value.none') : value.map(rateWords).join(', ')
  }
  if (isLimit(field) && typeof value === 'number') return formatRate(value)
  if (field === 'role') return roleWords(value)
  if ((field === 'extraRights' || field === 'withheldRights') && isList(value)) return rightsWords(value)
  if (field === 'creditLimit' && typeof value === 'number') return formatMoney(value, context.currency)
  if (field === 'group' && typeof value === 'string') {
    return context.customerGroupName(value) || t('office.value.unknown')
  }
  if (field === 'pin') return value === null ? t('office.value.none') : t('office.value.pinSet')
  if (field === 'badge') return value === null ? t('office.value.none') : t('office.value.badgeSet')
  if (field === 'minimumAge' && typeof value === 'number') {
    return value === 0 ? t('office.value.none') : t('office.value.years', { years: value })
  }
  return plainWords(value)
}

/** So many digits of a picture's hash tell two apart. */
const PICTURE_NAME = 6

/** A field of a store's receipts: its logo, its parts, its texts. */
function receiptWords(field: string, value: FieldValue): string {
  if (field === 'receiptLogo' && value !== null && typeof value === 'object' && 'width' in value)
    return t('office.value.logo', { width: Number(value.width), height: Number(value.height) })
  if (field === 'receiptParts' || field === 'receiptDetails') {
    const items = isList(value) ? value : []
    const parts = RECEIPT_PARTS.filter(part => items.includes(part))
    const details = RECEIPT_DETAILS.filter(detail => items.includes(detail))
    const words = [
      ...parts
        .sort((a, b) => items.indexOf(a) - items.indexOf(b))
        .map(part => t(`office.receipt.parts.${part}`)),
      ...details.map(detail => t(`office.receipt.detail.${detail}`)),
    ]
    return words.join(', ') || t('office.value.none')
  }
  if (field === 'receiptLanguage' && (value === 'till' || value === 'en' || value === 'es'))
    return t(`office.receipt.languages.${value}`)
  return plainWords(value)
}

const TAX_ROUNDINGS = ['per-unit', 'per-line', 'per-document'] as const
const ROUNDING_RULES = ['half-up', 'half-even', 'half-down', 'up', 'down'] as const

function unitWords(value: FieldValue): string {
  const known = UNITS.find(each => each === value)
  return known === undefined ? plainWords(value) : t(`office.unit.${known}`)
}

function labelRuleWords(value: FieldValue): string {
  return value !== null && typeof value === 'object' && 'pattern' in value
    ? plainWords(value.pattern ?? null)
    : plainWords(value)
}

function tenderWords(value: FieldValue): string {
  const known = CHOSEN_TENDERS.find(kind => kind === value)
  return known === undefined ? plainWords(value) : t(`till.tender.${known}`)
}

/** What one of another currency is worth: `EUR 0.86`. */
function exchangeWords(value: FieldValue, own: CurrencyCode): string {
  if (value === null || typeof value !== 'object' || !('currency' in value)) return plainWords(value)
  const { currency: code, foreign, own: ownPart } = value
  const currency = typeof code === 'string' ? parseCurrency(code) : undefined
  if (currency === undefined || typeof foreign !== 'number' || typeof ownPart !== 'number' || foreign < 1)
    return plainWords(value)
  return `${currency} ${formatExchangeRate(rateMillionths({ foreign, own: ownPart }, currency, own))}`
}

function taxRoundingWords(value: FieldValue): string {
  const known = TAX_ROUNDINGS.find(each => each === value)
  return known === undefined ? plainWords(value) : t(`office.settings.taxRoundings.${known}`)
}

const LIMITS = Object.values(LIMIT_FIELDS).flatMap((fields): string[] => Object.values(fields))

function isLimit(field: string): boolean {
  return LIMITS.includes(field)
}

function roleWords(value: FieldValue): string {
  const known = TILL_ROLES.find(each => each === value)
  return known === undefined ? plainWords(value) : t(`rights.roles.${known}`)
}

function rightsWords(rights: readonly FieldValue[]): string {
  const words = rights.map(right =>
    typeof right === 'string' && isTillRight(right) ? t(`rights.names.${right}`) : plainWords(right),
  )
  return words.length === 0 ? t('office.value.none') : words.join(', ')
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
