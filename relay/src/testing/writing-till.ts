import { webcrypto } from 'node:crypto'
import {
  appendToLog,
  type BusinessDay,
  businessDay,
  type CurrencyCode,
  emptyJournal,
  enrollReply,
  headAfter,
  type JournalEvent,
  type JournalHead,
  type JournalSigner,
  LOGS,
  type PersonId,
  type ProductId,
  parseCurrency,
  type SaleEvent,
  type SealedEntry,
  type StoreId,
  sealEntry,
  type TillId,
  toId,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { makeCode, type TestBrowser, type TestRelay } from './test-relay.ts'

/** A till that writes a journal of its own into the relay's documents, as a tablet's would come in. */
export interface WritingTill {
  /** The tablet's browser. */
  readonly browser: TestBrowser
  readonly till: TillId
  readonly store: StoreId
  readonly code: string
  readonly epoch: number
  readonly head: JournalHead
  /** Seals from there on, as a tablet whose memory was put back would. */
  setBack(to: JournalHead): void
  /** Seals events, one second after the other. */
  seal(events: readonly JournalEvent[], at: number): Promise<SealedEntry[]>
  /** Puts raw entries into the journal of a day, committed. */
  put(entries: readonly Uint8Array[], day: BusinessDay): Promise<void>
  /** Seals events and puts them into the journal of their day. */
  write(events: readonly JournalEvent[], at?: number): Promise<SealedEntry[]>
}

export const CASHIER = toId<PersonId>('cashier1')
/** 20 November 2026, 9:00 UTC. */
export const MORNING = Date.UTC(2026, 10, 20, 9)
export const DAY_MS = 24 * 3_600_000

export async function enrollWritingTill(
  relay: TestRelay,
  owner: TestBrowser,
  till: string,
): Promise<WritingTill> {
  const keys = await makeKeys()
  const { code } = await makeCode(owner, till)
  const browser = relay.browser()
  const response = await browser.post('/api/enroll', {
    code,
    publicKey: keys.publicKey,
    deviceName: 'Tablet',
  })
  const reply = v.parse(enrollReply, await response.json())
  return makeWritingTill(relay, browser, keys.signer, reply)
}

async function makeWritingTill(
  relay: TestRelay,
  browser: TestBrowser,
  signer: JournalSigner,
  reply: v.InferOutput<typeof enrollReply>,
): Promise<WritingTill> {
  const till = toId<TillId>(reply.till)
  let head = await emptyJournal(till, reply.epoch, signer.sha256)
  const writing: WritingTill = {
    browser,
    till,
    store: toId<StoreId>(reply.store),
    code: reply.tillCode,
    epoch: reply.epoch,
    get head() {
      return head
    },
    setBack(to) {
      head = to
    },
    async seal(events, at) {
      const sealed: SealedEntry[] = []
      for (const event of events) {
        const draft = { at: at + sealed.length * 1000, offsetMinutes: 0, operator: CASHIER, event }
        const entry = await sealEntry(head, draft, signer)
        head = headAfter(entry)
        sealed.push(entry)
      }
      return sealed
    },
    async put(entries, day) {
      await relay.services.hub.change({ kind: 'journal', till, day }, doc =>
        appendToLog(doc, LOGS.journal[0], entries),
      )
    },
    async write(events, at = MORNING) {
      const sealed = await writing.seal(events, at)
      await writing.put(
        sealed.map(entry => entry.bytes),
        businessDay(at, 0),
      )
      return sealed
    },
  }
  return writing
}

async function makeKeys(): Promise<{ signer: JournalSigner; publicKey: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const pair = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  return {
    publicKey: Buffer.from(await webcrypto.subtle.exportKey('raw', pair.publicKey)).toString('base64'),
    signer: {
      sha256: async data => new Uint8Array(await webcrypto.subtle.digest('SHA-256', data)),
      sign: async data => new Uint8Array(await webcrypto.subtle.sign(algorithm, pair.privateKey, data)),
    },
  }
}

/** A sale of so many pieces of a product at a price that includes 20 % VAT, paid in cash with change. */
export function cashSale(
  product: string,
  pieces: number,
  unitPrice: number,
  more: Partial<SaleEvent> = {},
): SaleEvent {
  const total = pieces * unitPrice
  const tax = Math.round(total / 6)
  return {
    kind: 'sale',
    currency: currencyOf('GBP'),
    lines: [
      {
        item: { kind: 'product', product: toId<ProductId>(product) },
        quantity: pieces * 1000,
        unitPrice,
        listPrice: unitPrice,
        amount: total,
        taxes: [0],
      },
    ],
    taxes: [{ name: 'VAT', rateMillionths: 200_000, included: true, net: total - tax, tax }],
    total,
    tenders: [{ kind: 'cash', amount: total + 100 }],
    change: 100,
    ageChecked: 0,
    ...more,
  }
}

export function currencyOf(code: string): CurrencyCode {
  const currency = parseCurrency(code)
  if (currency === undefined) throw new Error(`${code} is no currency`)
  return currency
}
