import type { LocalDatabase, MetaRow } from '../local/database.ts'
import { type KitchenLine, type KitchenTicket, kitchenNews } from '../local/kitchen-ticket.ts'
import type { HardwareSetup, PrintJobRow, PrintRoutes } from '../local/printing.ts'
import { newPrintJob } from './print-jobs.ts'

/** The tickets of what is new, one for each printer that makes some of it. */
export function kitchenJobsOf(
  { kitchen }: PrintRoutes,
  news: readonly KitchenLine[],
  about: Omit<KitchenTicket, 'lines'>,
): PrintJobRow[] {
  return kitchen.flatMap(({ printer, departments }) => {
    const lines = news.filter(
      ({ department }) => departments === null || (department !== null && departments.includes(department)),
    )
    if (lines.length === 0) return []
    return [newPrintJob({ kind: 'kitchen', ticket: { ...about, lines }, again: false }, printer, about.at)]
  })
}

/**
 * Tells the kitchen what changed about a sale that is not paid, and remembers what it was told, in one transaction:
 * whatever is killed and whatever is asked for twice, each line is told once.
 * @param lines empty when the sale was given up: what was told is taken back
 */
export async function tellKitchen(
  database: LocalDatabase,
  sale: string,
  lines: readonly KitchenLine[],
  about: Omit<KitchenTicket, 'lines'>,
): Promise<void> {
  const { meta, journal, printJobs } = database
  await database.transaction('rw', [meta, journal, printJobs], async () => {
    const { hardware, told } = await readKitchen(database, sale)
    // A draft that comes late is of a sale that was paid, and told, meanwhile.
    if (hardware === null || (await journal.where('sale').equals(sale).count()) > 0) return
    await printJobs.bulkAdd(kitchenJobsOf(hardware.routes, kitchenNews(told, lines), about))
    if (lines.length > 0) await meta.put({ key: kitchenKey(sale), value: [...lines] })
    else await meta.delete(kitchenKey(sale))
  })
}

/** The till's printers, and what the kitchen was told of a sale. Inside the caller's transaction. */
export async function readKitchen(
  { meta }: LocalDatabase,
  sale: string,
): Promise<{ readonly hardware: HardwareSetup | null; readonly told: readonly KitchenLine[] }> {
  const [hardware, told] = await meta.bulkGet(['hardware', kitchenKey(sale)])
  return {
    hardware: hardware?.key === 'hardware' ? hardware.value : null,
    told: isKitchenRow(told) ? told.value : [],
  }
}

export function kitchenKey(sale: string): `kitchen:${string}` {
  return `kitchen:${sale}`
}

function isKitchenRow(row: MetaRow | undefined): row is Extract<MetaRow, { key: `kitchen:${string}` }> {
  return row?.key.startsWith('kitchen:') === true
}
