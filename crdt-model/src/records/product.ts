import { isGtin } from '../barcode/gtin.ts'
import { storedKey } from '../barcode/scan-key.ts'
import { expandUpcE } from '../barcode/upc-e.ts'
import type { DepartmentId, ProductId, TaxClassId } from '../ids.ts'
import { optionalPicture, type PictureHash } from '../pictures/picture-hash.ts'
import { MAX_AMOUNT, MAX_QUANTITY } from '../sale/limits.ts'
import { UNITS, type Unit } from '../sale/unit.ts'
import { integer, oneOf, price, text, texts, yesOrNo } from './field-rule.ts'
import type { Reading, RecordFieldProblem } from './finding.ts'
import type { Fields, FieldValue, RecordState } from './record-entry.ts'
import {
  defaultFields,
  type RecordSchema,
  readFields,
  validateField,
  writableFields,
} from './record-schema.ts'
import { optionalReference } from './references.ts'

/** Something a shop sells. SPEC C4. */
export interface Product {
  readonly name: string
  /** The shop's own stock code, or empty. */
  readonly sku: string
  /** As the manager wrote them. */
  readonly barcodes: readonly string[]
  /** Minor units, or null when the price is asked at the till. */
  readonly price: number | null
  /** Minor units: what one piece cost the shop, or null when it is not known. */
  readonly cost: number | null
  readonly department: DepartmentId | null
  readonly taxClass: TaxClassId | null
  readonly brand: string
  /** Years the buyer must have, or 0. */
  readonly minimumAge: number
  readonly archived: boolean
  /** Shown among the quick keys of its department. */
  readonly quickKey: boolean
  readonly note: string
  /** What the price is for. SPEC I1. */
  readonly unit: Unit
  /** Thousandths of the unit that its packing usually weighs. SPEC I4. */
  readonly tare: number
  /** Each piece is sold with its serial number. SPEC I5. */
  readonly serialRequired: boolean
  readonly notDiscountable: boolean
  /** The product that is sold with each piece as its deposit. SPEC I6. */
  readonly deposit: ProductId | null
  /** What it shares with its variants, by which they stand together, or empty. SPEC I7. */
  readonly family: string
  /** What sets it apart in its family: a size, a colour. */
  readonly variant: string
  /** What its tile shows, by its hash, or null. SPEC V1. */
  readonly picture: PictureHash | null
}

const LONGEST_BARCODE = 48

const SCHEMA: RecordSchema<Product> = {
  name: text({ longest: 200, required: true }),
  sku: text({ longest: 64 }),
  barcodes: texts({ most: 50, longest: LONGEST_BARCODE }),
  price: price(MAX_AMOUNT),
  cost: price(MAX_AMOUNT),
  department: optionalReference(),
  taxClass: optionalReference(),
  brand: text({ longest: 100 }),
  minimumAge: integer({ from: 0, to: 120 }),
  archived: yesOrNo(false),
  quickKey: yesOrNo(false),
  note: text({ longest: 4000 }),
  unit: oneOf<Unit>('piece', UNITS),
  tare: integer({ from: 0, to: MAX_QUANTITY }),
  serialRequired: yesOrNo(false),
  notDiscountable: yesOrNo(false),
  deposit: optionalReference(),
  family: text({ longest: 200 }),
  variant: text({ longest: 100 }),
  picture: optionalPicture(),
}

export { SCHEMA as productSchema }

/** What a product has in the fields that nobody wrote. */
export const PRODUCT_DEFAULTS: Fields = defaultFields(SCHEMA)

/** A product as its record stands, with what could not be read. SPEC C1. */
export function readProduct(record: RecordState): Reading<Product> {
  return readFields(SCHEMA, record)
}

/** Fields of a product for writing. SPEC C3. */
export function productFields(values: Partial<Product>): Fields {
  return writableFields(SCHEMA, values)
}

/** Why a value may not be written to the field, or null. SPEC C2. */
export function validateProductField(field: keyof Product, value: FieldValue): RecordFieldProblem | null {
  return validateField(SCHEMA, field, value)
}

/**
 * Why a typed text is not a barcode, or null. A number as long as a GTIN whose check digit is wrong is a typing
 * error far more often than a code of the shop's own. SPEC C2, B2.
 */
export function validateBarcode(code: string): RecordFieldProblem | null {
  const trimmed = code.trim()
  if (trimmed === '') return 'required'
  if (trimmed.length > LONGEST_BARCODE) return 'too-long'
  if (!/^[\x20-\x7e]+$/.test(trimmed)) return 'not-a-barcode'
  const digits = trimmed.replaceAll(/[ -]/g, '')
  const isGtinLong = /^(\d{8}|\d{12,14})$/.test(digits)
  return isGtinLong && !isGtin(digits) && expandUpcE(digits) === undefined ? 'wrong-check-digit' : null
}

/** The keys under which a product is found: one for each barcode, and one for its stock code. SPEC B5. */
export function productScanKeys(product: Pick<Product, 'barcodes' | 'sku'>): string[] {
  const keys = [...product.barcodes, product.sku].map(storedKey)
  return [...new Set(keys.filter(key => key !== undefined))]
}
