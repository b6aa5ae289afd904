import {
  type CurrencyCode,
  type Product,
  parseQuantity,
  type RecordFieldProblem,
  validateBarcode,
  validateProductField,
} from '@evertill/crdt-model'
import { formatAmount, formatQuantity } from '../../i18n/format.ts'
import type { ProductRow } from '../../local/database.ts'
import { type PriceProblem, readPrice } from '../import/read-price.ts'

/** The fields that are edited as text. */
export const TEXT_FIELDS = [
  'name',
  'sku',
  'barcodes',
  'price',
  'brand',
  'minimumAge',
  'family',
  'variant',
  'tare',
] as const
export type TextField = (typeof TEXT_FIELDS)[number]

export type CellReading =
  | { readonly ok: true; readonly values: Partial<Product> }
  | { readonly ok: false; readonly problem: RecordFieldProblem | PriceProblem }

/** A product's field as the text that is edited. */
export function cellText(field: TextField, row: ProductRow, currency: CurrencyCode): string {
  switch (field) {
    case 'name':
    case 'sku':
    case 'brand':
      return row[field]
    case 'family':
    case 'variant':
      return row[field] ?? ''
    case 'tare':
      return row.tare ? formatQuantity(row.tare) : ''
    case 'barcodes':
      return row.barcodes.join(' ')
    case 'price':
      return row.price === null ? '' : formatAmount(row.price, currency)
    case 'minimumAge':
      return row.minimumAge === 0 ? '' : String(row.minimumAge)
  }
}

/** What an edited text means for the field, or why it cannot be taken. */
export function readCell(field: TextField, text: string, currency: CurrencyCode): CellReading {
  const trimmed = text.trim()
  switch (field) {
    case 'name':
    case 'sku':
    case 'brand':
    case 'family':
    case 'variant': {
      const problem = validateProductField(field, trimmed)
      return problem === null ? { ok: true, values: { [field]: trimmed } } : { ok: false, problem }
    }
    case 'barcodes':
      return readBarcodes(trimmed)
    case 'price': {
      const reading = readPrice(trimmed, currency)
      if (reading.kind === 'problem') return { ok: false, problem: reading.code }
      return { ok: true, values: { price: reading.kind === 'empty' ? null : reading.minor } }
    }
    case 'tare':
      return readTare(trimmed)
    case 'minimumAge': {
      const years = trimmed === '' ? 0 : /^\d{1,3}$/.test(trimmed) ? Number(trimmed) : Number.NaN
      const problem = Number.isNaN(years) ? 'not-a-number' : validateProductField('minimumAge', years)
      return problem === null ? { ok: true, values: { minimumAge: years } } : { ok: false, problem }
    }
  }
}

function readTare(text: string): CellReading {
  const tare = text === '' ? 0 : parseQuantity(text)
  return tare === undefined ? { ok: false, problem: 'not-a-number' } : { ok: true, values: { tare } }
}

function readBarcodes(text: string): CellReading {
  const codes = [...new Set(text.split(/[\s,;]+/).filter(code => code !== ''))]
  const problem =
    codes.map(code => validateBarcode(code)).find(found => found !== null) ??
    validateProductField('barcodes', codes)
  return problem === null ? { ok: true, values: { barcodes: codes } } : { ok: false, problem }
}
