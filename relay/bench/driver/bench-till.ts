import { createHash, sign } from 'node:crypto'
import {
  appendToLog,
  type BusinessDay,
  emptyJournal,
  headAfter,
  type JournalHead,
  LOGS,
  type ProductId,
  parseBusinessDay,
  parseCurrency,
  type SaleEvent,
  sealEntry,
  toId,
} from '@evertill/crdt-model'
import * as Y from 'yjs'
import type { EnrolledTill } from '../../test/harness/shop.ts'

const [ENTRIES] = LOGS.journal
const PRODUCTS = ['ProductAAA', 'ProductBBB', 'ProductCCC'].map(id => toId<ProductId>(id))
const SALE = makeSale()

/** A day's journal as its till has it. */
export interface BenchJournal {
  readonly document: string
  readonly doc: Y.Doc
  entries: number
}

/** A till that seals real entries: three lines, cash, 165 bytes or less. */
export class BenchTill {
  readonly identity: EnrolledTill
  #head: JournalHead | undefined

  constructor(identity: EnrolledTill) {
    this.identity = identity
  }

  openJournal(day: number): BenchJournal {
    return { document: `journal/${this.identity.till}/${dayNumber(day)}`, doc: new Y.Doc(), entries: 0 }
  }

  /** Sells so many times into the journal. @returns the update of each sale */
  async sell(journal: BenchJournal, sales: number): Promise<Uint8Array[]> {
    const { till, enrolled, keys } = this.identity
    const key = { key: keys.privateKey, dsaEncoding: 'ieee-p1363' } as const
    const signer = { sha256, sign: async (data: Uint8Array) => Uint8Array.from(sign('sha256', data, key)) }
    const updates: Uint8Array[] = []
    const keep = (update: Uint8Array) => updates.push(update)
    this.#head ??= await emptyJournal(till, enrolled.epoch, sha256)
    journal.doc.on('update', keep)
    for (let count = 0; count < sales; count++) {
      const draft = { at: Date.now(), offsetMinutes: 0, operator: null, event: SALE }
      const sealed = await sealEntry(this.#head, draft, signer)
      this.#head = headAfter(sealed)
      appendToLog(journal.doc, ENTRIES, [sealed.bytes])
    }
    journal.doc.off('update', keep)
    journal.entries += sales
    return updates
  }
}

/** The business day so many days after the first of the benchmark. */
export function dayNumber(day: number): BusinessDay {
  const date = new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10)
  const parsed = parseBusinessDay(date)
  if (parsed === undefined) throw new RangeError(`no business day: ${date}`)
  return parsed
}

async function sha256(data: Uint8Array): Promise<Uint8Array> {
  return Uint8Array.from(createHash('sha256').update(data).digest())
}

function makeSale(): SaleEvent {
  const currency = parseCurrency('USD')
  if (currency === undefined) throw new Error('the table of currencies has the dollar')
  const lines = PRODUCTS.map((product, index) => {
    const unitPrice = 199 + index * 350
    const item = { kind: 'product', product } as const
    return { item, quantity: 1000, unitPrice, listPrice: unitPrice, amount: unitPrice, taxes: [] }
  })
  const total = lines.reduce((sum, line) => sum + line.amount, 0)
  const tenders = [{ kind: 'cash', amount: total } as const]
  return { kind: 'sale', currency, lines, taxes: [], total, tenders, change: 0, ageChecked: 0 }
}
