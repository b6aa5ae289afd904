import { problemOf } from '@evertill/crdt-model/printing'
import type { PrinterState } from '../../local/printing.ts'
import { BridgeClient } from './bridge-client.ts'

/** How often the bridge is asked how its printer is, also while nothing is printed. Milliseconds. */
const ASK_EVERY_MS = 15_000

/**
 * Tells how a printer behind the print bridge is, at once and from then on, so that an empty roll is known before the
 * next receipt.
 * @returns ends it
 */
export function watchBridgePrinter(
  connection: { readonly port: number; readonly token: string; readonly printerId: string },
  onState: (state: PrinterState) => void,
): () => void {
  const bridge = new BridgeClient(connection)
  let isStopped = false
  const ask = async () => {
    const state = await stateOf(bridge, connection.printerId)
    if (!isStopped) onState(state)
  }
  void ask()
  const timer = setInterval(() => void ask(), ASK_EVERY_MS)
  return () => {
    isStopped = true
    clearInterval(timer)
  }
}

async function stateOf(bridge: BridgeClient, id: string): Promise<PrinterState> {
  try {
    const printer = (await bridge.printers()).find(each => each.id === id)
    if (printer === undefined) return { problem: 'printer-removed', paperLow: false }
    const { reachable, status } = printer
    const problem = reachable === false ? 'unreachable' : problemOf(status)
    return { problem, paperLow: status.paper === 'low' }
  } catch {
    return { problem: 'unreachable', paperLow: false }
  }
}
