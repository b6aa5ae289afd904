import type { NotSentReason } from '@evertill/crdt-model/printing'
import type { PrinterSetup, PrinterState, PrintJobRow } from '../../local/printing.ts'
import type { CommandOf } from '../../replica/protocol.ts'
import { BridgePort } from './bridge-port.ts'
import { DirectPort } from './direct-port.ts'
import { drawLine } from './draw-line.ts'
import { encodeLines, encodePulse } from './encode-lines.ts'
import { layOut } from './lay-out.ts'
import { PrintRunner } from './print-runner.ts'
import type { PrinterPort } from './printer-port.ts'
import { receiptBlocks, STANDARD_RECEIPT, testPageBlocks } from './receipt-template.ts'
import { openSerialLink } from './serial-link.ts'
import { shiftReportBlocks } from './shift-report-template.ts'
import { openUsbLink } from './usb-link.ts'
import { watchBridgePrinter } from './watch-bridge-printer.ts'

/** The queue at work, and somebody who looks at the printer. */
export interface RunningPrinting {
  /** The jobs that are open now. */
  take(rows: readonly PrintJobRow[]): void
  /** No further job is begun; the one under way is let go of. */
  stop(): Promise<void>
}

/** Everything of printing that a till without a printer never loads. */
export function startPrinting(
  setup: PrinterSetup,
  around: {
    readonly timeZone: string
    readonly note: (command: CommandOf<'notePrint'>) => Promise<unknown>
    readonly onProblem: (problem: NotSentReason | null) => void
    /** How the printer is while nothing waits, where it can be asked. */
    readonly onState: (state: PrinterState) => void
  },
): RunningPrinting {
  const runner = new PrintRunner({
    setup,
    port: portOf(setup),
    encode: job => encodeJob(job, setup, around.timeZone),
    note: around.note,
    onProblem: around.onProblem,
    now: Date.now,
  })
  const { connection } = setup
  const unwatch = connection.kind === 'bridge' ? watchBridgePrinter(connection, around.onState) : () => {}
  return {
    take: rows => runner.take(rows),
    async stop() {
      unwatch()
      await runner.stop()
    },
  }
}

function portOf({ connection, language }: PrinterSetup): PrinterPort {
  switch (connection.kind) {
    case 'bridge':
      return new BridgePort(connection)
    case 'usb':
      return new DirectPort(() => openUsbLink(connection), language)
    case 'serial':
      return new DirectPort(() => openSerialLink(connection), language)
  }
}

function encodeJob(
  { content }: PrintJobRow,
  { columns, language }: PrinterSetup,
  timeZone: string,
): Uint8Array {
  switch (content.kind) {
    case 'drawer':
      return encodePulse(language)
    case 'test':
      return encodeLines(layOut(testPageBlocks(columns), columns), { columns, language, drawLine })
    case 'shift-report':
      return encodeLines(layOut(shiftReportBlocks(content.report, timeZone), columns), {
        columns,
        language,
        drawLine,
      })
    case 'receipt': {
      const { receipt, copy } = content
      const blocks = receiptBlocks(STANDARD_RECEIPT, { receipt, copy, timeZone })
      return encodeLines(layOut(blocks, columns), { columns, language, drawLine })
    }
  }
}
