import { isOver, MAX_JOB_BODY_BYTES, type PrintJobState } from '@evertill/crdt-model/printing'
import { BridgePort } from '../hardware/printing/bridge-port.ts'
import { DirectPort } from '../hardware/printing/direct-port.ts'
import type { PrinterPort } from '../hardware/printing/printer-port.ts'
import { openUsbLink } from '../hardware/printing/usb-link.ts'
import type { LabelPrinter } from '../local/printing.ts'

/** How long labels wait for their printer: somebody stands beside it. */
const PATIENCE_MS = 120_000
/** Base64 takes a third more, and a request has words around it. */
const MOST_BYTES = (MAX_JOB_BODY_BYTES * 3) / 4 - 4096

/** What became of an order of labels. */
export type LabelsSent =
  | { readonly kind: 'sent' }
  /** Nobody knows of the label that was under way; those behind it were not sent. */
  | { readonly kind: 'unknown'; readonly sent: number }
  | { readonly kind: 'failed'; readonly sent: number }

/**
 * Sends labels to their printer in jobs of a modest size, one after the other, each once.
 * @param labels each in ZPL with its copies.
 * @param onWaiting nothing was sent yet, and it is tried on.
 */
export async function sendLabels(
  printer: LabelPrinter,
  labels: readonly string[],
  onWaiting: () => void,
  port: PrinterPort = portOf(printer),
): Promise<LabelsSent> {
  let sent = 0
  try {
    for (const batch of intoBatches(labels, MOST_BYTES)) {
      const { state } = await printBatch(port, batch.join(''), onWaiting)
      if (state === 'unknown') return { kind: 'unknown', sent }
      if (state === 'failed') return { kind: 'failed', sent }
      sent += batch.length
    }
    return { kind: 'sent' }
  } finally {
    await port.close()
  }
}

/** Neighbours together, as long as they do not pass so many bytes. */
export function intoBatches(labels: readonly string[], most: number): readonly (readonly string[])[] {
  const batches: string[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const label of labels) {
    if (size + label.length > most) {
      batches.push([])
      size = 0
    }
    batches.at(-1)?.push(label)
    size += label.length
  }
  return batches
}

async function printBatch(port: PrinterPort, zpl: string, onWaiting: () => void): Promise<PrintJobState> {
  const expiresAt = Date.now() + PATIENCE_MS
  const job = {
    ...{ id: crypto.randomUUID(), kind: 'label' as const, copyOf: null, offeredBefore: false, expiresAt },
    bytes: new TextEncoder().encode(zpl),
  }
  const steps = { note: async () => undefined, waiting: onWaiting, confirmedLate: () => undefined }
  for (let offeredBefore = false; ; offeredBefore = true) {
    const state = await port.print({ ...job, offeredBefore }, steps)
    if (isOver(state)) return state
    if (Date.now() >= expiresAt) return { state: 'failed', reason: 'expired', retryAt: null }
    onWaiting()
    if (state.state === 'failed' && state.retryAt !== null) await until(state.retryAt)
  }
}

function portOf(printer: LabelPrinter): PrinterPort {
  // Label printers are not asked in the words of receipt printers.
  return printer.kind === 'bridge'
    ? new BridgePort(printer)
    : new DirectPort(() => openUsbLink(printer), { language: 'esc-pos', isSilent: true })
}

function until(at: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, Math.max(0, at - Date.now())))
}
