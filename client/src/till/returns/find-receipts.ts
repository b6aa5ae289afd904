import { minorUnits } from '@evertill/crdt-model'
import { formatDate } from '../../i18n/format.ts'
import type { JournalRow, LocalDatabase } from '../../local/database.ts'
import type { Receipt } from '../../local/receipt.ts'

/** A receipt of this till and the entry it stands for. */
export interface OwnReceipt {
  readonly epoch: number
  readonly number: number
  readonly receipt: Receipt
}

/** As many as a person looks through before they type something. */
const MOST = 40
/** So far back is looked when something is typed: further back a receipt is found by its whole number. */
const DEPTH = 20_000

/** The newest receipts of this till that fit what was typed: a number, an amount, a time. */
export async function findReceipts(
  database: LocalDatabase,
  text: string,
  timeZone: string,
): Promise<OwnReceipt[]> {
  const found: OwnReceipt[] = []
  let looked = 0
  await database.journal
    .reverse()
    .until(() => found.length >= MOST || looked >= DEPTH)
    .each(row => {
      looked += 1
      const own = ownReceipt(row)
      if (own && receiptFits(own.receipt, text, timeZone)) found.push(own)
    })
  return found
}

/** The receipt of this number, when this till made it. */
export async function findOwnReceipt(
  database: LocalDatabase,
  place: { readonly epoch: number; readonly number: number },
): Promise<OwnReceipt | undefined> {
  const row = await database.journal.get([place.epoch, place.number])
  return row && ownReceipt(row)
}

/** Whether a receipt is what somebody typed: a part of its number, its total, or the time on it. */
export function receiptFits(
  receipt: Pick<Receipt, 'number' | 'total' | 'at' | 'currency'>,
  text: string,
  timeZone: string,
): boolean {
  const wanted = text.trim().toUpperCase()
  if (wanted === '' || receipt.number.toUpperCase().includes(wanted)) return true
  if (/^\d{1,2}:\d{0,2}$/.test(wanted))
    return formatDate(receipt.at, 'time', timeZone).includes(wanted.replace(/^0/, ''))
  return decimalOf(receipt).startsWith(wanted.replace(',', '.').replaceAll(/[^\d.]/g, '') || '?')
}

function decimalOf({ total, currency }: Pick<Receipt, 'total' | 'currency'>): string {
  const digits = minorUnits(currency)
  const all = String(total).padStart(digits + 1, '0')
  return digits === 0 ? all : `${all.slice(0, -digits)}.${all.slice(-digits)}`
}

function ownReceipt({ epoch, number, receipt }: JournalRow): OwnReceipt | undefined {
  return receipt === null ? undefined : { epoch, number, receipt }
}
