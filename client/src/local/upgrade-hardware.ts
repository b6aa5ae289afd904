import type { Transaction } from 'dexie'
import type { HardwareSetup, PrinterConnection, PrinterSetup, PrintJobRow } from './printing.ts'

/** The one printer that a till had before it could have several. */
interface OnlyPrinter extends Pick<PrinterSetup, 'columns' | 'language'> {
  readonly connection: PrinterConnection
  readonly autoPrint: boolean
  readonly drawer: boolean
}

const FIRST = 'first'

/** A till with one printer has it still, and prints on it what waited. Inside the database's upgrade. */
export async function upgradeHardware(tx: Transaction): Promise<void> {
  const meta = tx.table<{ key: string; value: unknown }, string>('meta')
  const row = await meta.get('printer')
  // Written by the version before: its type is known, and the database gives none.
  if (row) await meta.put({ key: 'hardware', value: hardwareOf(row.value as OnlyPrinter) })
  await meta.delete('printer')
  await tx
    .table<PrintJobRow>('printJobs')
    .toCollection()
    .modify(job => {
      job.target = FIRST
      if (job.content.kind === 'drawer') job.content = { kind: 'drawer', pin: 2 }
    })
}

function hardwareOf({ connection, columns, language, autoPrint, drawer }: OnlyPrinter): HardwareSetup {
  const name = connection.kind === 'serial' ? 'COM' : connection.name
  const printer: PrinterSetup = {
    ...{ id: FIRST, name, connection, columns, language, isSilent: false },
    drawer: drawer ? { pin: 2, openLevel: null } : null,
  }
  return {
    printers: [printer],
    routes: { receipts: FIRST, autoPrint, drawer: drawer ? FIRST : null, kitchen: [] },
  }
}
