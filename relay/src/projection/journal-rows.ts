import {
  accountMoves,
  assertNever,
  type BusinessDay,
  type CashCount,
  eventMoves,
  type JournalEvent,
  type OrganisationId,
  type RefundEvent,
  receiptTokenInput,
  receiptTokenOf,
  type SaleEvent,
  type SealedEntry,
  type StoreId,
  type TillId,
  toId,
} from '@evertill/crdt-model'
import { sha256 } from '../auth/sha256.ts'
import { linkHashOf } from '../receipts/link-hash.ts'
import type { EntryClocks } from './entry-clocks.ts'
import { addSale, type RowSource } from './sale-rows.ts'
import { type EntryKey, noRows, type Rows, storableText } from './tables.ts'

/** What an entry itself does not say: whose it is. */
export interface JournalOrigin {
  readonly organisation: OrganisationId
  readonly till: TillId
  readonly store: StoreId
  /** What starts the till's receipt numbers. */
  readonly tillCode: string
  readonly day: BusinessDay
}

/** The rows of verified entries. Pure: the same entries and clocks give the same rows. */
export function journalRows(
  origin: JournalOrigin,
  entries: readonly SealedEntry[],
  clocks: EntryClocks,
): Rows {
  const rows = noRows()
  for (const sealed of entries) {
    const { epoch, number, at, offsetMinutes, operator, event } = sealed.entry
    const { organisation, till, store, day, tillCode } = origin
    const key: EntryKey = { organisation, till, epoch, number, store, day }
    const hash = Buffer.from(sealed.hash).toString('hex')
    const clockOffset = clocks(sealed.entry)
    rows.journal_entries.push({
      ...key,
      kind: event.kind,
      at,
      offset_minutes: offsetMinutes,
      clock_offset: clockOffset,
      operator,
      hash,
    })
    const linkHash = linkHashOf(receiptTokenOf(sha256(receiptTokenInput(sealed.bytes))))
    const source = { key, tillCode, at, offsetMinutes, clockOffset, operator, hash, linkHash }
    if (figuresAreSafe(event)) addEvent(rows, source, event)
  }
  return rows
}

/** A new kind of entry gets its rows here. Those without any are in `journal_entries` alone. */
function addEvent(rows: Rows, source: RowSource, event: JournalEvent): void {
  switch (event.kind) {
    case 'sale':
      addSale(rows, source, { kind: 'sale', sale: event, part: 0, reason: null })
      break
    case 'refund':
      addRefund(rows, source, event)
      break
    case 'void':
      addSale(rows, source, {
        kind: 'void',
        sale: event.sale,
        part: 0,
        reason: event.reason,
        of: { till: toId<TillId>(source.key.till), epoch: source.key.epoch, number: event.number },
      })
      break
    case 'exchange':
      addRefund(rows, source, event.refund)
      addSale(rows, source, { kind: 'sale', sale: event.sale, part: 1, reason: null })
      break
    case 'cash-in':
    case 'cash-out':
    case 'drop': {
      const { kind, currency } = event
      const amount = kind === 'cash-in' ? event.amount : -event.amount
      const reason = storableText(event.reason)
      rows.cash_moves.push({ ...source.key, ...whoAndWhen(source), kind, currency, amount, reason })
      break
    }
    case 'shift-open':
      addCounts(rows, source, { kind: 'open', shift: event.shift, counts: event.float, reason: '' })
      break
    case 'shift-close':
      addCounts(rows, source, { ...event, kind: 'close', counts: event.counted })
      break
    case 'sign-in':
    case 'sign-out':
    case 'no-sale':
    case 'price-override':
    case 'line-void':
    case 'sale-cancel':
    case 'reprint':
    case 'age-check':
    case 'approval':
    case 'training':
    case 'share-back':
    case 'unknown':
      break
    default:
      assertNever(event)
  }
  addMoves(rows, source, event)
  addAccountMoves(rows, source, event)
}

function addRefund(rows: Rows, source: RowSource, { of, origins, goods, reason }: RefundEvent): void {
  addSale(rows, source, { kind: 'refund', sale: goods, part: 0, reason, of, origins })
}

function addMoves(rows: Rows, { key, at }: RowSource, event: JournalEvent): void {
  const { organisation, store, day, till, epoch, number } = key
  for (const { product, quantity } of eventMoves(event)) {
    const move = { organisation, store, writer: till, epoch, number, product, quantity }
    rows.stock_movements.push({ ...move, reason: event.kind, at, day })
  }
}

function addAccountMoves(rows: Rows, source: RowSource, event: JournalEvent): void {
  accountMoves(event).forEach((move, position) => {
    rows.account_moves.push({ ...source.key, ...whoAndWhen(source), position, ...move })
  })
}

function addCounts(
  rows: Rows,
  source: RowSource,
  event: {
    readonly kind: 'open' | 'close'
    readonly shift: number
    readonly counts: readonly CashCount[]
    readonly reason: string
  },
): void {
  const { kind, shift } = event
  const common = {
    ...source.key,
    ...whoAndWhen(source),
    kind,
    shift,
    reason: storableText(event.reason),
    clock_offset: source.clockOffset,
  }
  event.counts.forEach((count, position) => {
    rows.shift_counts.push({ ...common, position, currency: count.currency, amount: sumOf(count) })
  })
  if (event.counts.length === 0) rows.shift_counts.push({ ...common, position: 0, currency: null, amount: 0 })
}

function sumOf({ pieces, loose }: CashCount): number {
  return pieces.reduce((sum, { value, count }) => sum + value * count, loose)
}

function whoAndWhen({ at, operator }: RowSource): { at: number; operator: string | null } {
  return { at, operator }
}

/** An entry whose sums no number can hold is nobody's: each of its figures alone is within the schema's bounds. */
function figuresAreSafe(event: JournalEvent): boolean {
  switch (event.kind) {
    case 'sale':
      return isSafe(event)
    case 'refund':
      return isSafe(event.goods)
    case 'void':
      return isSafe(event.sale)
    case 'exchange':
      return isSafe(event.refund.goods) && isSafe(event.sale)
    case 'shift-open':
      return event.float.every(count => Number.isSafeInteger(sumOf(count)))
    case 'shift-close':
      return event.counted.every(count => Number.isSafeInteger(sumOf(count)))
    default:
      return true
  }
}

function isSafe({ lines, taxes, tenders, discounts = [] }: SaleEvent): boolean {
  const parts = [
    lines.map(line => line.amount),
    taxes.map(tax => tax.tax),
    tenders.map(tender => tender.amount),
    discounts.map(discount => discount.amount),
  ]
  return parts.every(
    amounts => amounts.reduce((sum, amount) => sum + Math.abs(amount), 0) <= Number.MAX_SAFE_INTEGER,
  )
}
