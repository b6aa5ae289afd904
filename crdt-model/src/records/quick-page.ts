import type { ProductId } from '../ids.ts'
import { integer, text, yesOrNo } from './field-rule.ts'
import type { Reading, RecordFieldProblem } from './finding.ts'
import type { Fields, FieldValue, RecordState } from './record-entry.ts'
import {
  defaultFields,
  type RecordSchema,
  readFields,
  validateField,
  writableFields,
} from './record-schema.ts'
import { references } from './references.ts'

/** A page of tiles at the till as a manager laid it out. SPEC C10. */
export interface QuickPage {
  readonly name: string
  /** Its place among the pages, ascending. */
  readonly order: number
  /** Its products in the order of their tiles, each once. */
  readonly tiles: readonly ProductId[]
  readonly archived: boolean
}

/** More than anybody finds anything on. */
export const MOST_TILES = 120

const SCHEMA: RecordSchema<QuickPage> = {
  name: text({ longest: 40, required: true }),
  order: integer({ from: 0, to: 1_000_000 }),
  tiles: references<ProductId>(MOST_TILES),
  archived: yesOrNo(false),
}

export { SCHEMA as quickPageSchema }

/** What a page has in the fields that nobody wrote. */
export const QUICK_PAGE_DEFAULTS: Fields = defaultFields(SCHEMA)

/** A page as its record stands, with what could not be read. SPEC C1. */
export function readQuickPage(record: RecordState): Reading<QuickPage> {
  return readFields(SCHEMA, record)
}

/** Fields of a page for writing. SPEC C3. */
export function quickPageFields(values: Partial<QuickPage>): Fields {
  return writableFields(SCHEMA, values)
}

/** Why a value may not be written to the field, or null. SPEC C2. */
export function validateQuickPageField(field: keyof QuickPage, value: FieldValue): RecordFieldProblem | null {
  return validateField(SCHEMA, field, value)
}
