import { type AnyId, parseId, toId } from '../ids.ts'
import { type FieldRule, parsed } from './field-rule.ts'
import type { FieldValue } from './record-entry.ts'

/** Stands for a reference that a record must have and has not: no record ever gets this id by chance. */
export const NO_REFERENCE = 'none'

/** The id of another record, or null. */
export function optionalReference<Id extends AnyId>(): FieldRule<Id | null> {
  return parsed<Id | null>({
    fallback: null,
    required: false,
    problem: 'not-a-reference',
    parse: value => (value === null ? null : readId<Id>(value)),
  })
}

/** The id of another record that must be there. */
export function requiredReference<Id extends AnyId>(): FieldRule<Id> {
  return parsed<Id>({
    fallback: toId<Id>(NO_REFERENCE),
    required: true,
    problem: 'not-a-reference',
    parse: value => readId<Id>(value),
  })
}

/** The ids of other records in their order, each once; unreadable ones are left out. */
export function references<Id extends AnyId>(most: number): FieldRule<readonly Id[]> {
  return {
    fallback: [],
    required: false,
    read: value => {
      if (!Array.isArray(value)) return { value: [], problem: 'not-a-reference' }
      const items: readonly FieldValue[] = value
      const ids = items.map(item => readId<Id>(item))
      const good = [...new Set(ids.filter(id => id !== undefined))]
      if (good.length > most) return { value: good.slice(0, most), problem: 'too-many' }
      return { value: good, problem: ids.includes(undefined) ? 'not-a-reference' : null }
    },
  }
}

function readId<Id extends AnyId>(value: FieldValue): Id | undefined {
  return typeof value === 'string' ? parseId<Id>(value) : undefined
}
