import type { KitchenTicket } from '../local/kitchen-ticket.ts'
import type { PrintJobRow, PrintRoutes } from '../local/printing.ts'
import { newPrintJob } from './print-jobs.ts'

/**
 * The tickets of a sale, one for each printer that makes some of it. They stand in the transaction of the sale: it is
 * journaled once, on whatever till, and so each line is told once.
 */
export function kitchenJobsOf({ kitchen }: PrintRoutes, whole: KitchenTicket): PrintJobRow[] {
  return kitchen.flatMap(({ printer, departments }) => {
    const lines = whole.lines.filter(
      ({ department }) => departments === null || (department !== null && departments.includes(department)),
    )
    if (lines.length === 0) return []
    return [newPrintJob({ kind: 'kitchen', ticket: { ...whole, lines }, again: false }, printer, whole.at)]
  })
}
