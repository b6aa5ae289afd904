import type { RecordFieldProblem } from './finding.ts'
import type { FieldValue } from './record-entry.ts'

/** What reading a value gave: something usable always, and what was wrong with it if anything. */
export interface FieldReading<Value> {
  readonly value: Value
  readonly problem: RecordFieldProblem | null
}

/** How one field of a record is read. */
export interface FieldRule<Value> {
  /** What stands for a field that is absent or unreadable. */
  readonly fallback: Value
  /** Whether an absent field is a finding. */
  readonly required: boolean
  /** Never throws. */
  read(value: FieldValue): FieldReading<Value>
}

/** Text of at most so many characters (UTF-16 units). A required text may not be blank. */
export function text(options: { readonly longest: number; readonly required?: boolean }): FieldRule<string> {
  const required = options.required ?? false
  return rule('', required, value => {
    if (typeof value !== 'string') return 'not-text'
    if (required && value.trim() === '') return 'required'
    return value.length > options.longest ? 'too-long' : null
  })
}

/** A whole number within bounds. */
export function integer(options: {
  readonly from: number
  readonly to: number
  readonly fallback?: number
}): FieldRule<number> {
  return rule(options.fallback ?? options.from, false, value =>
    isIntegerWithin(value, options.from, options.to) ? null : 'not-a-number',
  )
}

/** A price in minor units, or null where there is none. */
export function price(highest: number): FieldRule<number | null> {
  return rule(null, false, value =>
    value === null || isIntegerWithin(value, 0, highest) ? null : 'not-a-price',
  )
}

export function yesOrNo(fallback: boolean): FieldRule<boolean> {
  return rule(fallback, false, value => (typeof value === 'boolean' ? null : 'not-yes-or-no'))
}

/** One of a few words; the first stands for an absent one. */
export function oneOf<Word extends string>(fallback: Word, others: readonly Word[]): FieldRule<Word> {
  const words: readonly Word[] = [fallback, ...others]
  return parsed({
    fallback,
    required: false,
    problem: 'not-a-choice',
    parse: value => words.find(word => word === value),
  })
}

/** A field rule from a check alone: a value without a problem is taken as it is, any other gives the fallback. */
export function rule<Value>(
  fallback: Value,
  required: boolean,
  problemOf: (value: FieldValue) => RecordFieldProblem | null,
): FieldRule<Value> {
  return {
    fallback,
    required,
    read: value => {
      const problem = problemOf(value)
      return problem === null ? { value: accepted(value), problem } : { value: fallback, problem }
    },
  }
}

/** A field rule that turns the value into another, or undefined when it cannot. */
export function parsed<Value>(options: {
  readonly fallback: Value
  readonly required: boolean
  readonly problem: RecordFieldProblem
  readonly parse: (value: FieldValue) => Value | undefined
}): FieldRule<Value> {
  const { fallback, required, problem, parse } = options
  return {
    fallback,
    required,
    read: value => {
      const result = parse(value)
      return result === undefined ? { value: fallback, problem } : { value: result, problem: null }
    },
  }
}

/** Texts of a list, the unreadable ones left out. */
export function texts(options: {
  readonly most: number
  readonly longest: number
}): FieldRule<readonly string[]> {
  const readItem = (item: FieldValue): RecordFieldProblem | null => {
    if (typeof item !== 'string') return 'not-text'
    return item.length > options.longest ? 'too-long' : null
  }
  return {
    fallback: [],
    required: false,
    read: value => {
      if (!Array.isArray(value)) return { value: [], problem: 'not-text' }
      const items: readonly FieldValue[] = value
      const problem = items.map(readItem).find(found => found !== null) ?? null
      const good = items.filter((item): item is string => readItem(item) === null)
      if (good.length <= options.most) return { value: good, problem }
      return { value: good.slice(0, options.most), problem: 'too-many' }
    },
  }
}

function isIntegerWithin(value: FieldValue, from: number, to: number): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= from && value <= to
}

/** The one cast of the rules: a `problemOf` that returned null has checked that the value has the rule's type. */
function accepted<Value>(value: FieldValue): Value {
  return value as Value
}
