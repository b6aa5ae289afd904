import type { FieldRule } from './field-rule.ts'
import type { FieldFinding, Reading, RecordFieldProblem } from './finding.ts'
import type { Fields, FieldValue, RecordState } from './record-entry.ts'
import { currentVersion } from './record-fold.ts'

/** The schema of a kind of record: a rule for each of its fields. */
export type RecordSchema<Value> = { readonly [Field in keyof Value]-?: FieldRule<Value[Field]> }

/**
 * Reads the picks of a record field by field. A field that is absent or unreadable gives its default and, unless
 * it may be absent, a finding. Fields the schema does not know are left alone. Never throws. SPEC C1.
 */
export function readFields<Value extends object>(
  schema: RecordSchema<Value>,
  record: RecordState,
): Reading<Value> {
  const findings: FieldFinding[] = []
  const values: [string, unknown][] = fieldsOf(schema).map(([field, rule]) => {
    const { value, problem } = readField(rule, currentVersion(record, field)?.value)
    if (problem) findings.push({ code: 'unreadable-field', record: record.id, field, problem })
    return [field, value]
  })
  return { value: assembled<Value>(values), findings }
}

/** Why a value may not be written to the field, or null when it may. SPEC C2. */
export function validateField<Value extends object>(
  schema: RecordSchema<Value>,
  field: keyof Value,
  value: FieldValue,
): RecordFieldProblem | null {
  return schema[field].read(value).problem
}

/** The known fields that are present, ready to be written; anything else is left out. SPEC C3. */
export function writableFields<Value extends object>(
  schema: RecordSchema<Value>,
  values: Partial<{ readonly [Field in keyof Value]: FieldValue }>,
): Fields {
  const known = new Set(Object.keys(schema))
  const fields: Record<string, FieldValue> = {}
  for (const [field, value] of Object.entries<FieldValue | undefined>(values)) {
    if (known.has(field) && value !== undefined) fields[field] = value
  }
  return fields
}

function readField(rule: FieldRule<unknown>, value: FieldValue | undefined) {
  if (value !== undefined) return rule.read(value)
  return { value: rule.fallback, problem: rule.required ? ('required' as const) : null }
}

function fieldsOf<Value extends object>(schema: RecordSchema<Value>): [string, FieldRule<unknown>][] {
  return Object.entries<FieldRule<unknown>>(schema)
}

/** The one cast of the schemas: `values` has an entry for each field of the schema, read by that field's own rule. */
function assembled<Value>(values: readonly (readonly [string, unknown])[]): Value {
  return Object.fromEntries(values) as Value
}

/** What stands for each field that need not be there: writing it takes a value back that was never given before. */
export function defaultFields<Value extends { readonly [Field in keyof Value]: FieldValue }>(
  schema: RecordSchema<Value>,
): Fields {
  const optional = fieldsOf(schema).filter(([, rule]) => !rule.required)
  return Object.fromEntries(optional.map(([field, rule]) => [field, asFieldValue(rule.fallback)]))
}

/** Guaranteed by the bound of `defaultFields`: every field of such a record is plain JSON. */
function asFieldValue(fallback: unknown): FieldValue {
  return fallback as FieldValue
}
