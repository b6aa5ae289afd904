import type { PrinterLook } from '../../local/printing.ts'

/** How often a printer is asked how it is, also while nothing is printed. Milliseconds. */
const ASK_EVERY_MS = 15_000

/**
 * Tells how a printer is, at once and from then on, so that an empty roll is known before the next receipt.
 * @returns ends it
 */
export function lookAtPrinter(
  look: () => Promise<PrinterLook | null>,
  onLook: (look: PrinterLook) => void,
): () => void {
  let isStopped = false
  const ask = async () => {
    const seen = await look()
    if (seen !== null && !isStopped) onLook(seen)
  }
  void ask()
  const timer = setInterval(() => void ask(), ASK_EVERY_MS)
  return () => {
    isStopped = true
    clearInterval(timer)
  }
}
