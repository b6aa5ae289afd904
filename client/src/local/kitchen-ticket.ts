import type { DepartmentId, MeasuredUnit, SaleLine } from '@evertill/crdt-model'

/** Something to make. */
export interface KitchenLine {
  /** The line of the sale. */
  readonly id: string
  readonly name: string
  /** Thousandths of a piece, or of `unit`; on a ticket below 0 for what is not wanted any more. */
  readonly quantity: number
  readonly unit?: MeasuredUnit
  readonly note?: string
  readonly department: DepartmentId | null
}

/** What one printer of the kitchen is told of a sale. */
export interface KitchenTicket {
  /** Four characters that all tickets of one sale share: what the kitchen calls out. */
  readonly reference: string
  /** The number of its receipt; null while it is not paid. */
  readonly number: string | null
  readonly at: number
  readonly till: string
  readonly operator: string
  readonly lines: readonly KitchenLine[]
}

/** What the kitchen calls a sale. */
export function kitchenReference(sale: string): string {
  return sale.slice(-4).toUpperCase()
}

/** What of a sale the kitchen makes: what is bought, without the deposits on its bottles. */
export function kitchenLinesOf(lines: readonly SaleLine[]): KitchenLine[] {
  return lines
    .filter(line => line.depositOf === undefined && line.account === undefined && line.quantity > 0)
    .map(({ id, name, quantity, unit, note, department }) => ({
      ...{ id, name, quantity, department },
      ...(unit && { unit }),
      ...(note && { note }),
    }))
}

/**
 * What the kitchen has still to be told: lines that are new or more, and below 0 what is less or gone. A line whose
 * note changed is told as a whole: the old one is taken back.
 */
export function kitchenNews(told: readonly KitchenLine[], now: readonly KitchenLine[]): KitchenLine[] {
  const news = now.flatMap((line): KitchenLine[] => {
    const before = told.find(each => each.id === line.id)
    if (before === undefined) return [line]
    if (before.note !== line.note) return [{ ...before, quantity: -before.quantity }, line]
    const more = line.quantity - before.quantity
    return more === 0 ? [] : [{ ...line, quantity: more }]
  })
  const gone = told.filter(line => !now.some(each => each.id === line.id))
  return [...news, ...gone.map(line => ({ ...line, quantity: -line.quantity }))]
}
