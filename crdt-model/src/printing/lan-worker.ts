import { readLanAddress } from './lan-bridge.ts'

/**
 * The script that speaks with a bridge on the network. It is the only part of the app that may, and with one bridge
 * alone: the address stands in the script's own address, and whoever serves the script puts that one into its policy. So
 * the policy of the pages names no network at all: one that allowed `https:` on a port would let any of their scripts
 * speak with the whole internet, and ranges of addresses cannot be written there.
 */
export const LAN_WORKER_PATH = /^\/assets\/lan-worker-[\w-]+\.js$/
/** The parameter that names the bridge. */
export const LAN_WORKER_TO = 'to'

/**
 * The content security policy of that script.
 * @param to what it asks to speak with: whatever is no bridge's address is nobody.
 */
export function lanWorkerPolicy(to: string | null): string {
  const address = readLanAddress(to ?? '')
  return `default-src 'none'; script-src 'self'; connect-src ${address ?? "'none'"}`
}
