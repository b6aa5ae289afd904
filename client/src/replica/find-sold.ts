import {
  decodeEntry,
  type EntryReference,
  isVoidOf,
  type JournalEvent,
  parseReceiptNumber,
  type ReceiptPlace,
  receiptNumber,
  refundsOf,
  type SaleEvent,
  type SoldReceiptReply,
  soldIn,
  soldReceiptReply,
  type TillId,
  toId,
} from '@evertill/crdt-model'
import type { ApiClient } from '../api/api-client.ts'
import { fromBase64 } from '../local/base64.ts'
import type { JournalRow, LocalDatabase } from '../local/database.ts'
import type { SoldName, SoldReceipt, TakenBack } from '../local/return-plan.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import type { FindSoldResult } from './protocol.ts'

/** Where receipts are looked for. */
export interface ReceiptSources {
  readonly database: LocalDatabase
  readonly workplace: TillWorkplace
  readonly api: Pick<ApiClient, 'get'>
}

/** A journal entry and whose it is. */
interface OwnedEntry extends EntryReference {
  readonly at: number
  readonly event: JournalEvent
}

/** So long the relay may take when the sale itself is here: somebody stands at the counter. Milliseconds. */
const PATIENCE_MS = 4000

/**
 * What was sold under a receipt and what came back of it: from this till's own journal where it is there, and from the
 * relay, which knows the store's other tills. SPEC X1.
 */
export async function findSold(sources: ReceiptSources, text: string): Promise<FindSoldResult> {
  const place = parseReceiptNumber(text)
  if (place === undefined) return { kind: 'not-found' }
  const [own, told] = await Promise.all([findOwn(sources, place), askRelay(sources, place)])
  if (own !== undefined && soldIn(own.event) === undefined) return { kind: 'not-a-sale' }
  const entry = own ?? (told.kind === 'told' ? told.sold : undefined)
  const sale = entry && soldIn(entry.event)
  if (entry === undefined || sale === undefined) {
    return { kind: told.kind === 'unreachable' ? 'offline' : 'not-found' }
  }
  const of = { till: entry.till, epoch: entry.epoch, number: entry.number }
  const others = told.kind === 'told' ? told.back : []
  const here = await ownReturns(sources.database, sources.workplace.till)
  const row = own && (await sources.database.journal.get([own.epoch, own.number]))
  const back = uniqueEntries([...others, ...here])
  return {
    kind: 'found',
    sold: {
      of,
      number: told.kind === 'told' ? told.receipt : receiptOf(place, sources.workplace),
      at: entry.at,
      tillName: told.kind === 'told' ? told.tillName : sources.workplace.tillName,
      sale,
      names: await namesOf(sources.database, sale, row?.receipt ?? null),
      back: back.flatMap(each => takenBack(each, of)),
      isVoided: back.some(each => isVoidOf(each, of)),
      isCurrent: told.kind !== 'unreachable',
      receipt: row?.receipt ?? null,
    },
  }
}

/** What this till itself took back of a sale: also what was journaled while somebody looked at the screen. */
export async function ownReturnsOf(
  database: LocalDatabase,
  till: TillId,
  of: EntryReference,
): Promise<{ readonly back: readonly TakenBack[]; readonly isVoided: boolean }> {
  const own = await ownReturns(database, till)
  return {
    back: own.flatMap(each => takenBack(each, of)),
    isVoided: own.some(each => isVoidOf(each, of)),
  }
}

/** The event of an entry of this till's own journal. */
export function eventOf(row: JournalRow): JournalEvent | undefined {
  return decodeEntry(row.bytes)?.entry.event
}

/** What each line of a sale is called: as its receipt says, or else as it is called now. */
export async function namesOf(
  database: LocalDatabase,
  { lines }: Pick<SaleEvent, 'lines'>,
  receipt: SoldReceipt['receipt'],
): Promise<SoldName[]> {
  const ids = lines.flatMap(({ item }) => (item.kind === 'product' ? [item.product] : []))
  const rows = new Map((await database.products.bulkGet(ids)).flatMap(row => (row ? [[row.id, row]] : [])))
  return lines.map(({ item }, i) => {
    const printed = receipt?.lines.length === lines.length ? receipt.lines[i] : undefined
    const row = item.kind === 'product' ? rows.get(item.product) : undefined
    const unit = printed ? printed.unit : row?.unit === 'piece' ? undefined : row?.unit
    const name = printed?.name ?? (item.kind === 'unlisted' ? item.name : (row?.name ?? item.product))
    return { name, ...(unit ? { unit } : {}) }
  })
}

async function findOwn(
  { database, workplace }: ReceiptSources,
  { tillCode, epoch, number }: ReceiptPlace,
): Promise<OwnedEntry | undefined> {
  if (tillCode !== workplace.tillCode.toUpperCase()) return undefined
  const row = await database.journal.get([epoch, number])
  const event = row && eventOf(row)
  return event && { till: workplace.till, epoch, number, at: row.at, event }
}

/** Refunds, exchanges and voids of this till: few beside its sales, and found by their kind. */
async function ownReturns(database: LocalDatabase, till: TillId): Promise<OwnedEntry[]> {
  const kinds = (['refund', 'exchange', 'void'] as const).flatMap(kind => [
    [0, kind],
    [1, kind],
  ])
  const rows = await database.journal.where('[acknowledged+kind]').anyOf(kinds).toArray()
  return rows.flatMap(row => {
    const event = eventOf(row)
    return event ? [{ till, epoch: row.epoch, number: row.number, at: row.at, event }] : []
  })
}

type RelayAnswer =
  | {
      readonly kind: 'told'
      readonly receipt: string
      readonly tillName: string
      readonly sold: OwnedEntry
      readonly back: readonly OwnedEntry[]
    }
  /** It answered that the store has no such receipt, or not yet. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unreachable' }

async function askRelay({ api }: ReceiptSources, place: ReceiptPlace): Promise<RelayAnswer> {
  const number = receiptNumber(place.tillCode, place.epoch, place.number)
  const asked = api.get(`/api/receipts/${encodeURIComponent(number)}`, soldReceiptReply)
  const late = new Promise<null>(resolve => setTimeout(resolve, PATIENCE_MS, null))
  const answer = await Promise.race([asked, late])
  if (answer === null) return { kind: 'unreachable' }
  if (!answer.ok) return { kind: answer.code === 'not-found' ? 'unknown' : 'unreachable' }
  const sold = ownedEntry(answer.value.sold)
  if (sold === undefined) return { kind: 'unreachable' }
  const { receipt, tillName } = answer.value
  return {
    kind: 'told',
    receipt,
    tillName,
    sold,
    back: answer.value.back.flatMap(each => ownedEntry(each) ?? []),
  }
}

function ownedEntry({ till, bytes }: SoldReceiptReply['sold']): OwnedEntry | undefined {
  const entry = decodeEntry(fromBase64(bytes))?.entry
  if (entry === undefined) return undefined
  const { epoch, number, at, event } = entry
  return { till: toId<TillId>(till), epoch, number, at, event }
}

/** The same entry of this till is here and at the relay. */
function uniqueEntries(entries: readonly OwnedEntry[]): OwnedEntry[] {
  return [
    ...new Map(entries.map(each => [`${each.till} ${each.epoch} ${each.number}`, each] as const)).values(),
  ]
}

function takenBack({ till, epoch, number, event }: OwnedEntry, of: EntryReference): TakenBack[] {
  return refundsOf(of, [event]).map(refund => ({ entry: { till, epoch, number }, refund }))
}

function receiptOf({ epoch, number }: ReceiptPlace, { tillCode }: TillWorkplace): string {
  return receiptNumber(tillCode, epoch, number)
}
