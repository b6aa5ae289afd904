import type { SqlValue } from '../storage/database.ts'

/**
 * The conditions of a query whose filters are there or not. Only those that are there become SQL: a plan made for
 * "this or anything" could use no index.
 */
export interface Conditions {
  /** The parameters so far. */
  readonly values: readonly SqlValue[]
  /** Adds a parameter. @returns its place, `$3` */
  parameter(value: SqlValue): string
  add(condition: string): void
  /** Adds `column operator parameter` when there is a value. */
  compare(column: string, operator: '=' | '<=' | '>=', value: SqlValue | undefined, type?: string): void
  /** All of them, to stand after `where`. */
  text(): string
}

/** Conditions on rows of one organisation. */
export function conditionsFor(organisation: string): Conditions {
  const values: SqlValue[] = [organisation]
  const texts = ['organisation = $1']
  const parameter = (value: SqlValue) => {
    values.push(value)
    return `$${values.length}`
  }
  return {
    values,
    parameter,
    add: condition => void texts.push(condition),
    compare(column, operator, value, type) {
      if (value === undefined) return
      texts.push(`${column} ${operator} ${parameter(value)}${type === undefined ? '' : `::${type}`}`)
    },
    text: () => texts.join(' and '),
  }
}
