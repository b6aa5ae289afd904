import type { DepartmentId, ProductId, TaxClassId } from '../ids.ts'

/** Why the value of a field was not taken; the screen turns the code into words beside the field. SPEC C2. */
export type RecordFieldProblem =
  | 'required'
  | 'too-long'
  | 'too-many'
  | 'not-text'
  | 'not-a-number'
  | 'not-a-price'
  | 'not-a-barcode'
  | 'wrong-check-digit'
  | 'not-yes-or-no'
  | 'not-a-reference'
  | 'not-a-currency'
  | 'not-a-time-zone'
  | 'not-a-rate'
  | 'not-a-pin'
  | 'not-a-badge'
  | 'not-conditions'
  | 'not-a-benefit'
  | 'not-a-choice'
  | 'not-label-rules'
  | 'not-an-exemption'
  | 'not-a-logo'
  | 'not-a-picture'

/** A field that could not be read; the record is shown with a default in its place. */
export interface FieldFinding {
  readonly code: 'unreadable-field'
  readonly record: string
  readonly field: string
  readonly problem: RecordFieldProblem
}

/** Something between records that a person has to look at: merging may break what each editor saw whole. SPEC C5. */
export type CatalogFinding =
  | { readonly code: 'duplicate-barcode'; readonly barcode: string; readonly products: readonly ProductId[] }
  | { readonly code: 'department-missing'; readonly product: ProductId; readonly department: DepartmentId }
  | { readonly code: 'department-archived'; readonly product: ProductId; readonly department: DepartmentId }
  | { readonly code: 'tax-class-missing'; readonly product: ProductId; readonly taxClass: TaxClassId }

/** A record as its schema reads it: never nothing, and what was wrong with it. */
export interface Reading<Value> {
  readonly value: Value
  readonly findings: readonly FieldFinding[]
}
