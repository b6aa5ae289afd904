import { verify } from 'node:crypto'
import {
  applyRecordEntries,
  applyStockEntries,
  createRecordFold,
  createStockFold,
  holdsStockMove,
  LOGS,
  onHand,
  parseDocumentId,
  type RecordEntry,
  readLog,
  readRecord,
  recordIds,
  saleMoves,
  verifyJournal,
} from '@evertill/crdt-model'
import * as Y from 'yjs'
import { type Office, recordEntries } from './office.ts'
import { PRODUCTS, type SoakTill, sha256, stockEntries } from './soak-till.ts'

/** What a check looks at: who took part, and what the relay gives to somebody who has nothing. */
export interface Evidence {
  readonly tills: readonly SoakTill[]
  readonly offices: readonly Office[]
  /** By name, every document that any of them has opened. */
  readonly stored: ReadonlyMap<string, Y.Doc>
  /** For what a check asks of the relay itself, over HTTP. */
  readonly relayUrl: string
  readonly ownerCookie: string
}

/** Sentences about what is wrong; none when all is well. */
type Check = (evidence: Evidence) => string[] | Promise<string[]>

/** What must hold at any moment, even while every device stays away. */
export const ALWAYS: readonly Check[] = [acknowledgedSalesAreThere, acknowledgedEditsAreThere]

/** What must hold once everybody has come back and everything is acknowledged. */
export const AT_THE_END: readonly Check[] = [
  ...ALWAYS,
  replicasAreEqual,
  journalsAreWholeAndGenuine,
  stockIsTheSumOfTheJournals,
  catalogIsTheFoldOfAllThatWasWritten,
]

/** Runs the checks. @throws Error with everything that is wrong */
export async function expectAllWell(checks: readonly Check[], evidence: Evidence): Promise<void> {
  const wrong = (await Promise.all(checks.map(check => check(evidence)))).flat()
  if (wrong.length > 0) throw new Error(`${wrong.length} things are wrong:\n${wrong.slice(0, 20).join('\n')}`)
}

function acknowledgedSalesAreThere({ tills, stored }: Evidence): string[] {
  return tills.flatMap(till => {
    const { till: id, enrolled } = till.identity
    const stock = createStockFold()
    applyStockEntries(stock, id, stockEntries(documentOf(stored, `stock/${enrolled.store}/${id}`)))
    const written = new Map(
      till.days().map(day => [day, bytesIn(documentOf(stored, `journal/${id}/${day}`))]),
    )
    return till.kept.flatMap(({ day, sealed }) => {
      const { number, epoch } = sealed.entry
      const wrong: string[] = []
      if (till.isEntrySafe(day, number) && !written.get(day)?.has(hexOf(sealed.bytes)))
        wrong.push(`entry ${number} of ${id} was acknowledged and is not there`)
      if (till.safeMoves().has(number) && !holdsStockMove(stock, id, epoch, number))
        wrong.push(`what entry ${number} of ${id} moved was acknowledged and is not there`)
      return wrong
    })
  })
}

/** The relay deletes entries that others have made redundant: adding what was acknowledged must change nothing. */
function acknowledgedEditsAreThere({ offices, stored }: Evidence): string[] {
  return [...stored].flatMap(([name, doc]) => {
    if (parseDocumentId(name)?.kind !== 'catalog') return []
    const entries = recordEntries(doc)
    const safe = offices.flatMap(office => office.safe)
    return sameRecords(entries, [...entries, ...safe]) ? [] : [`acknowledged edits of ${name} are missing`]
  })
}

/** Names of documents whose replicas differ from what the relay has, or that not everybody has yet. */
export function replicasAreEqual({ tills, offices, stored }: Evidence): string[] {
  const replicas = [...tills, ...offices].flatMap(one => one.documents())
  return replicas.flatMap(({ name, doc }) => {
    const there = documentOf(stored, name)
    return sameState(doc, there) && sameLogs(name, doc, there) ? [] : [`a replica of ${name} is different`]
  })
}

async function journalsAreWholeAndGenuine({ tills, stored }: Evidence): Promise<string[]> {
  const perTill = tills.map(async till => {
    const { till: id, enrolled, keys } = till.identity
    const key = { key: keys.publicKey, dsaEncoding: 'ieee-p1363' } as const
    const raws = till.days().flatMap(day => rawEntries(documentOf(stored, `journal/${id}/${day}`)))
    const verified = await verifyJournal(id, enrolled.epoch, raws, {
      sha256,
      verify: async (signature, data) => verify('sha256', data, key, signature),
    })
    const wrong = verified.findings
      // The clocks of these tills are set back on purpose.
      .filter(finding => finding.kind !== 'clock-went-back')
      .map(finding => `the journal of ${id}: ${JSON.stringify(finding)}`)
    if (verified.entries.length !== till.kept.length)
      wrong.push(`${id} sold ${till.kept.length} times, its journal has ${verified.entries.length}`)
    return wrong
  })
  return (await Promise.all(perTill)).flat()
}

function stockIsTheSumOfTheJournals({ tills, stored }: Evidence): string[] {
  const stock = createStockFold()
  const sold = new Map<string, number>()
  for (const till of tills) {
    const { till: id, enrolled } = till.identity
    applyStockEntries(stock, id, stockEntries(documentOf(stored, `stock/${enrolled.store}/${id}`)))
    for (const { product, quantity } of till.kept.flatMap(({ event }) => saleMoves(event)))
      sold.set(product, (sold.get(product) ?? 0) + quantity)
  }
  return PRODUCTS.filter(product => onHand(stock, product) !== (sold.get(product) ?? 0)).map(
    product => `${product}: ${onHand(stock, product)} on hand, the journals add up to ${sold.get(product)}`,
  )
}

function catalogIsTheFoldOfAllThatWasWritten({ offices, stored }: Evidence): string[] {
  return [...stored].flatMap(([name, doc]) => {
    if (parseDocumentId(name)?.kind !== 'catalog') return []
    const written = offices.flatMap(office => office.written)
    return sameRecords(recordEntries(doc), written) ? [] : [`${name} is not what was written into it`]
  })
}

function sameRecords(some: readonly RecordEntry[], others: readonly RecordEntry[]): boolean {
  return foldedText(some) === foldedText(others)
}

/** All records with all present versions of their fields, in one order. */
function foldedText(entries: readonly RecordEntry[]): string {
  const fold = createRecordFold()
  applyRecordEntries(fold, entries)
  const ids = [...recordIds(fold)].sort()
  return JSON.stringify(ids.map(id => [id, [...(readRecord(fold, id)?.fields ?? [])].sort()]))
}

function sameState(one: Y.Doc, other: Y.Doc): boolean {
  const [a, b] = [one, other].map(doc => Y.decodeStateVector(Y.encodeStateVector(doc)))
  if (a === undefined || b === undefined || a.size !== b.size) return false
  return [...a].every(([client, clock]) => b.get(client) === clock)
}

function sameLogs(name: string, one: Y.Doc, other: Y.Doc): boolean {
  const kind = parseDocumentId(name)?.kind
  if (kind === undefined) return false
  return LOGS[kind].every(log => logText(one, log) === logText(other, log))
}

function logText(doc: Y.Doc, log: string): string {
  const texts = readLog(doc, log).map(raw => (raw instanceof Uint8Array ? hexOf(raw) : JSON.stringify(raw)))
  return texts.join('\n')
}

function rawEntries(doc: Y.Doc): unknown[] {
  return readLog(doc, LOGS.journal[0])
}

function bytesIn(doc: Y.Doc): Set<string> {
  return new Set(rawEntries(doc).flatMap(raw => (raw instanceof Uint8Array ? [hexOf(raw)] : [])))
}

function documentOf(stored: ReadonlyMap<string, Y.Doc>, name: string): Y.Doc {
  return stored.get(name) ?? new Y.Doc()
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
