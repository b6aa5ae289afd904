import type { DepartmentId, MeasuredUnit, SaleLine } from '@evertill/crdt-model'

/** Something to make. */
export interface KitchenLine {
  /** The line of the sale. */
  readonly id: string
  readonly name: string
  /** Thousandths of a piece, or of `unit`. */
  readonly quantity: number
  readonly unit?: MeasuredUnit
  readonly note?: string
  readonly department: DepartmentId | null
}

/** What one printer of the kitchen is told of a sale. */
export interface KitchenTicket {
  /** The number of its receipt. */
  readonly number: string
  /** The name that it was parked under, as a table's; empty for a sale that was not. */
  readonly label: string
  readonly at: number
  readonly till: string
  readonly operator: string
  readonly lines: readonly KitchenLine[]
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
