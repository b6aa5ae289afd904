import { createHash, sign } from 'node:crypto'
import {
  applyStockEntries,
  type BusinessDay,
  type CurrencyCode,
  compactStockLog,
  createStockFold,
  decodeEntry,
  decodeStockEntry,
  emptyJournal,
  encodeStockEntry,
  headAfter,
  holdsStockMove,
  type JournalHead,
  type JournalSigner,
  LOGS,
  nextBusinessDay,
  type ProductId,
  parseCurrency,
  readLog,
  type SaleEvent,
  type SealedEntry,
  saleMoves,
  sealEntry,
  toId,
} from '@evertill/crdt-model'
import type * as Y from 'yjs'
import type { EnrolledTill } from '../test/harness/shop.ts'
import type { Line } from './line.ts'
import type { Mischief, Refusal, SyncedDocument } from './synced-document.ts'
import { TillLog } from './till-log.ts'

const [ENTRIES] = LOGS.journal
const [MOVES] = LOGS.stock
/** Short, so that compaction happens in small runs as well. */
const STOCK_SLACK = 60

/** What is sold. Few, so that their counters move often. */
export const PRODUCTS: readonly ProductId[] = Array.from({ length: 12 }, (_, index) =>
  toId<ProductId>(`product-${String(index).padStart(2, '0')}`),
)

/** An entry as the till keeps it for itself, on a disk that never forgets. */
interface KeptEntry {
  readonly day: BusinessDay
  readonly sealed: SealedEntry
  readonly event: SaleEvent
}

export interface SoakTillOptions {
  readonly identity: EnrolledTill
  readonly line: Line
  readonly mischief: Mischief
  /** A document of the till that was not there before. */
  readonly opened: (name: string) => void
}

/**
 * A till that sells: seals journal entries with its own key, writes them and what they moved into its documents, and
 * knows what the relay has acknowledged. Its own disk is safe; of its documents it may forget the last changes when
 * it crashes, as a browser's database does.
 */
export class SoakTill {
  readonly identity: EnrolledTill
  readonly line: Line
  readonly refusals: Refusal[] = []
  readonly kept: KeptEntry[] = []
  readonly #options: SoakTillOptions
  readonly #signer: JournalSigner
  readonly #journals = new Map<BusinessDay, TillLog>()
  readonly #stock: TillLog
  #head: JournalHead | undefined
  #clockShift = 0
  #selling: Promise<void> | undefined
  #isStopped = false

  constructor(options: SoakTillOptions) {
    const { identity, line } = options
    this.identity = identity
    this.line = line
    this.#options = options
    const key = { key: identity.keys.privateKey, dsaEncoding: 'ieee-p1363' } as const
    this.#signer = { sha256, sign: async data => Uint8Array.from(sign('sha256', data, key)) }
    const { till, enrolled } = identity
    this.#stock = this.#open(`stock/${enrolled.store}/${till}`, MOVES, doc => this.#movesIn(doc))
  }

  /** Whether the relay has acknowledged all it ever sold. */
  get isSafe(): boolean {
    return (
      [...this.#journals.values(), this.#stock].every(log => log.isSafe) &&
      this.kept.every(({ day, sealed }) => this.isEntrySafe(day, sealed.entry.number)) &&
      this.kept.every(({ sealed }) => this.#stock.safe.has(sealed.entry.number))
    )
  }

  isEntrySafe(day: BusinessDay, number: number): boolean {
    return this.#journals.get(day)?.safe.has(number) ?? false
  }

  /** The numbers of the journal entries whose moves the relay has acknowledged. */
  safeMoves(): ReadonlySet<number> {
    return this.#stock.safe
  }

  days(): BusinessDay[] {
    return [...this.#journals.keys()]
  }

  documents(): SyncedDocument[] {
    return [...this.#journals.values(), this.#stock].map(log => log.document)
  }

  /** Sells until `stop`, pausing after each sale. @param pause milliseconds */
  start(pause: () => number): void {
    this.#isStopped = false
    this.#selling ??= (async () => {
      while (!this.#isStopped) {
        await this.#sell()
        await new Promise(resolve => setTimeout(resolve, pause()))
      }
    })()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#selling
    this.#selling = undefined
  }

  /** The till's own clock is off by so many milliseconds from now on. */
  shiftClock(milliseconds: number): void {
    this.#clockShift = milliseconds
  }

  /** Its browser dies and is opened again. @param forgets how many changes each document's store has lost */
  crash(forgets: () => number): void {
    for (const log of [...this.#journals.values(), this.#stock]) log.crash(forgets())
    this.repair()
  }

  /** Writes into its documents what its own disk has and they lack: the last sale, or all that a crash forgot. */
  repair(): void {
    for (const [day, journal] of this.#journals) {
      const ofDay = this.kept.filter(entry => entry.day === day)
      journal.repair(ofDay.map(({ sealed }) => ({ number: sealed.entry.number, bytes: sealed.bytes })))
    }
    this.#stock.repair(this.kept.map(entry => this.#moveOf(entry)))
    this.#compactStock()
  }

  close(): void {
    for (const document of this.documents()) document.close()
    this.line.close()
  }

  async #sell(): Promise<void> {
    const { till, enrolled } = this.identity
    this.#head ??= await emptyJournal(till, enrolled.epoch, sha256)
    const at = Date.now() + this.#clockShift
    const event = makeSale(this.#options.mischief.random)
    const draft = { at, offsetMinutes: 0, operator: null, event }
    const sealed = await sealEntry(this.#head, draft, this.#signer)
    this.#head = headAfter(sealed)
    const day = nextBusinessDay(this.kept.at(-1)?.day ?? null, at, 0)
    this.kept.push({ day, sealed, event })
    if (!this.#journals.has(day)) {
      this.#journals.set(day, this.#open(`journal/${till}/${day}`, ENTRIES, entriesIn))
    }
    this.repair()
  }

  #open(name: string, log: string, numbersIn: (doc: Y.Doc) => number[]): TillLog {
    const { line, identity, mischief, opened } = this.#options
    opened(name)
    return new TillLog({
      ...{ name, log, numbersIn, mischief, cookie: identity.cookie },
      url: () => `ws://127.0.0.1:${line.port}/sync`,
      onRefused: code => this.refusals.push({ name, code }),
    })
  }

  #moveOf({ sealed, event }: KeptEntry): { number: number; bytes: Uint8Array } {
    const { number, epoch } = sealed.entry
    const deltas = saleMoves(event)
    return { number, bytes: encodeStockEntry({ kind: 'move', epoch, number, reason: 'sale', deltas }) }
  }

  #movesIn(doc: Y.Doc): number[] {
    const { till, enrolled } = this.identity
    const fold = createStockFold()
    applyStockEntries(fold, till, stockEntries(doc))
    return this.kept
      .map(({ sealed }) => sealed.entry.number)
      .filter(number => holdsStockMove(fold, till, enrolled.epoch, number))
  }

  #compactStock(): void {
    const { document } = this.#stock
    if (document.doc.getArray(MOVES).length <= PRODUCTS.length + STOCK_SLACK) return
    if (this.#movesIn(document.doc).length < this.kept.length) return
    document.write(0, doc => void compactStockLog(doc, this.identity.enrolled.epoch, STOCK_SLACK))
  }
}

/** The entries of a stock log that can be read. */
export function stockEntries(doc: Y.Doc) {
  return readLog(doc, MOVES).flatMap(raw => decodeStockEntry(raw) ?? [])
}

export async function sha256(data: Uint8Array): Promise<Uint8Array> {
  return Uint8Array.from(createHash('sha256').update(data).digest())
}

function entriesIn(doc: Y.Doc): number[] {
  return readLog(doc, ENTRIES).flatMap(
    raw => (raw instanceof Uint8Array && decodeEntry(raw)?.entry.number) || [],
  )
}

function usDollars(): CurrencyCode {
  const currency = parseCurrency('USD')
  if (currency === undefined) throw new Error('the table of currencies has the dollar')
  return currency
}

function makeSale(random: () => number): SaleEvent {
  const lines = Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
    const product = PRODUCTS[Math.floor(random() * PRODUCTS.length)] ?? toId<ProductId>('product-00')
    const pieces = 1 + Math.floor(random() * 4)
    const unitPrice = 100 + Math.floor(random() * 900)
    const item = { kind: 'product', product } as const
    const amount = pieces * unitPrice
    return { item, quantity: pieces * 1000, unitPrice, listPrice: unitPrice, amount, taxes: [] }
  })
  const total = lines.reduce((sum, line) => sum + line.amount, 0)
  const tenders = [{ kind: 'cash', amount: total } as const]
  return { kind: 'sale', currency: usDollars(), lines, taxes: [], total, tenders, change: 0, ageChecked: 0 }
}
