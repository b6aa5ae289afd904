import type { NotSentReason } from '@evertill/crdt-model/printing'
import type { StoreRow } from '../../local/database.ts'
import type { PrinterLook, PrinterSetup, PrintJobRow } from '../../local/printing.ts'
import type { CommandOf } from '../../replica/protocol.ts'
import { BridgePort } from './bridge-port.ts'
import { DirectPort } from './direct-port.ts'
import { encodeContent } from './encode-content.ts'
import { lookAtPrinter } from './look-at-printer.ts'
import { PrintRunner } from './print-runner.ts'
import type { PrinterPort } from './printer-port.ts'
import { openSerialLink } from './serial-link.ts'
import { openUsbLink } from './usb-link.ts'

/** The queue of one printer at work, and somebody who looks at it. */
export interface RunningPrinter {
  /** The jobs of this printer that are open now. */
  take(rows: readonly PrintJobRow[]): void
  /** Asks the printer how it is; null when it is let go of. */
  look(): Promise<PrinterLook | null>
  /** No further job is begun; the one under way is let go of. */
  stop(): Promise<void>
}

/** Everything of printing that a till without a printer never loads. */
export function startPrinting(
  setup: PrinterSetup,
  around: {
    readonly store: () => StoreRow
    readonly note: (command: CommandOf<'notePrint'>) => Promise<unknown>
    readonly onProblem: (problem: NotSentReason | null) => void
    readonly onLook: (look: PrinterLook) => void
  },
): RunningPrinter {
  const runner = new PrintRunner({
    setup,
    port: portOf(setup),
    encode: job => encodeContent(job.content, setup, around.store()),
    note: around.note,
    onProblem: around.onProblem,
    now: Date.now,
  })
  const unwatch = lookAtPrinter(() => runner.look(false), around.onLook)
  return {
    take: rows => runner.take(rows),
    async look() {
      const seen = await runner.look(true)
      if (seen !== null) around.onLook(seen)
      return seen
    },
    async stop() {
      unwatch()
      await runner.stop()
    },
  }
}

function portOf(setup: PrinterSetup): PrinterPort {
  const { connection } = setup
  switch (connection.kind) {
    case 'bridge':
      return new BridgePort(connection)
    case 'usb':
      return new DirectPort(() => openUsbLink(connection), setup)
    case 'serial':
      return new DirectPort(() => openSerialLink(connection, { baudRate: connection.baudRate }), setup)
  }
}
