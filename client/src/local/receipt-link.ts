import { parseReceiptToken, receiptLink, receiptTokenInput, receiptTokenOf } from '@evertill/crdt-model'
import type { LocalDatabase, MetaRow } from './database.ts'
import { sha256 } from './journal-crypto.ts'

/** What the relay said of receipts for those who bought. */
export type Handout = Extract<MetaRow, { key: 'handout' }>['value']

/** Until the relay was asked: links begin with its own address, and it sends no letters. */
export const NO_HANDOUT: Handout = { origin: null, letters: false }

export async function readHandout(database: Pick<LocalDatabase, 'meta'>): Promise<Handout> {
  const row = await database.meta.get('handout')
  return row?.key === 'handout' ? row.value : NO_HANDOUT
}

/** Where the receipt of an entry can be seen once the relay has it. @param entry its bytes. SPEC RL2 */
export async function linkOfEntry(entry: Uint8Array, origin: string): Promise<string> {
  return receiptLink(origin, receiptTokenOf(await sha256(receiptTokenInput(entry))))
}

/** The same receipt at the address that the shop has now. */
export function linkAt(link: string, origin: string): string {
  const token = parseReceiptToken(link.slice(link.indexOf('#') + 1))
  return token === undefined ? link : receiptLink(origin, token)
}

/** Whether nobody but this machine itself can open the address. */
export function isLoopback(origin: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(origin).hostname)
}
