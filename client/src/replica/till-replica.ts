import {
  type BusinessDay,
  businessDay,
  type DocumentsReply,
  documentsReply,
  parseBusinessDay,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { type JournalRow, LocalDatabase } from '../local/database.ts'
import { journalSigner } from '../local/journal-crypto.ts'
import { readPricingContext } from '../local/pricing-context.ts'
import { localDatabaseName, type TillWorkplace } from '../local/workplace.ts'
import { Background } from './background.ts'
import { DeviceReporter } from './device-report.ts'
import { stockDocument, tillRecordDocuments } from './documents.ts'
import { JournalDocuments } from './journal-documents.ts'
import { JournalWriter, type SaleSurroundings } from './journal-writer.ts'
import { catchUpWitnessFile, type OpenedJournal, openJournal } from './open-journal.ts'
import type { CommandOf, CompleteSaleResult, StartResult } from './protocol.ts'
import { ReplicaParts } from './replica-parts.ts'
import type { RunningReplica, StartOptions } from './running-replica.ts'
import { signInByKey } from './sign-in-by-key.ts'
import { StockDocuments } from './stock-documents.ts'
import { TillSession } from './till-session.ts'
import { openWitnessFile, type WitnessFile } from './witness-file.ts'
import { witnessOf } from './witness-log.ts'
import { takeWriterLock, type WriterLock } from './writer-lock.ts'

/** How often the list of the store's stock documents is asked for, milliseconds: a new till appears in it. */
const LIST_EVERY = 3 * 60_000
/** The relay does not know this device's cookie: how often it may try to prove itself by its key, milliseconds. */
const SIGN_IN_EVERY = 30_000

export type TillStart = { readonly result: StartResult; readonly replica: TillReplica | null }

/** Starts a till: the lock, the journal and its witnesses, then at once ready to sell; documents follow behind. */
export async function startTill(workplace: TillWorkplace, options: StartOptions): Promise<TillStart> {
  const holder: { till: TillReplica | null } = { till: null }
  const lock = await takeWriterLock({
    name: localDatabaseName(workplace),
    takeOver: options.takeOver,
    onAsked: async () => holder.till?.giveUp(),
    onStolen: () => void holder.till?.giveUp(),
  })
  if (!lock) return { result: { kind: 'open-elsewhere' }, replica: null }
  const strict = new LocalDatabase(localDatabaseName(workplace), { durability: 'strict' })
  const file = await openWitnessFile(workplace.device)
  try {
    const opened = await openJournal(strict, workplace, options.pageWitness, file)
    if (opened.kind === 'opened') {
      await strict.meta.put({ key: 'writer', value: options.replica })
      if (file) await catchUpWitnessFile(strict, opened.head, opened.mirrored, file)
      holder.till = new TillReplica(workplace, options, { strict, file, lock, opened })
      await holder.till.begin()
      return { result: { kind: 'started' }, replica: holder.till }
    }
    letGo(strict, file, lock)
    return { result: opened, replica: null }
  } catch (error) {
    letGo(strict, file, lock)
    throw error
  }
}

function letGo(database: LocalDatabase, file: WitnessFile | null, lock: WriterLock): void {
  database.close()
  file?.close()
  lock.release()
}

interface TillStores {
  /** With strict durability, for the journal. */
  readonly strict: LocalDatabase
  readonly file: WitnessFile | null
  readonly lock: WriterLock
  readonly opened: Extract<OpenedJournal, { kind: 'opened' }>
}

/** A till that sells. */
export class TillReplica implements RunningReplica {
  readonly #workplace: TillWorkplace
  readonly #options: StartOptions
  readonly #stores: TillStores
  /** With relaxed durability, for everything that can be made again. */
  readonly #database: LocalDatabase
  readonly #journal: JournalWriter
  readonly #session: TillSession
  readonly #parts: ReplicaParts
  readonly #journals: JournalDocuments
  readonly #stock: StockDocuments
  readonly #reporter: DeviceReporter
  readonly #background = new Background()
  #listing: ReturnType<typeof setInterval> | undefined
  #signedInAt = Number.NEGATIVE_INFINITY
  #stopped = false
  #pricing: Promise<Omit<SaleSurroundings, 'operator'> | null> | undefined
  /** The documents behind are loaded: entries go on to them. */
  #following = false

  constructor(workplace: TillWorkplace, options: StartOptions, stores: TillStores) {
    this.#workplace = workplace
    this.#options = options
    this.#stores = stores
    const { board, relayUrl, replica } = options
    const { head, lastDay, keyPair } = stores.opened
    const background = this.#background.run
    this.#database = new LocalDatabase(localDatabaseName(workplace))
    this.#reporter = new DeviceReporter(relayUrl, () => board.current)
    this.#journal = new JournalWriter({
      database: stores.strict,
      workplace,
      signer: journalSigner(keyPair),
      head,
      lastDay,
      writer: replica,
      onCommitted: row => this.#committed(row),
      clock: () => now(),
    })
    this.#session = new TillSession(this.#database, this.#journal, operator => this.#changed({ operator }))
    this.#parts = new ReplicaParts({
      workplace,
      relayUrl,
      database: this.#database,
      replica,
      board,
      otherReplicas: () => [...this.#journals.replicas, ...this.#stock.replicas],
      background,
      onChange: () => background(this.#documentsChanged()),
      onProjected: document => background(this.#projected(document)),
    })
    const open: ReplicaParts['open'] = (name, hooks) => this.#parts.open(name, hooks)
    const { epoch } = head
    this.#journals = new JournalDocuments({
      database: this.#database,
      till: workplace.till,
      epoch,
      open,
      background,
      onAcknowledged: () => background(this.#acknowledged()),
    })
    this.#stock = new StockDocuments({ database: this.#database, workplace, epoch, background, open })
  }

  /** Everything that must be true before the first screen; the rest goes on behind it. */
  async begin(): Promise<void> {
    const complete = await this.#database.meta.get('projectionComplete')
    await this.#session.restore()
    await this.#countUnsynced()
    this.#parts.records.firstDownload = complete === undefined
    this.#options.board.set({ phase: complete ? 'ready' : 'downloading', takenOver: false })
    this.#options.board.flush()
    this.#options.keepWitness(this.#workplace.device, witnessOf(this.#journal.head))
    this.#background.run(this.#follow())
  }

  signIn(command: CommandOf<'signIn'>) {
    return this.#session.signIn(command.person, command.pin)
  }

  signOut() {
    return this.#session.signOut()
  }

  completeSale(command: CommandOf<'completeSale'>): Promise<CompleteSaleResult> {
    return this.#journal.completeSale(command.sale, () => this.#surroundings())
  }

  async saveDraft(command: CommandOf<'saveDraft'>): Promise<null> {
    // A sale that was completed meanwhile must not come back as a draft.
    await this.#database.transaction('rw', this.#database.drafts, this.#database.journal, async () => {
      const done = await this.#database.journal.where('sale').equals(command.draft.sale.id).count()
      if (done === 0) await this.#database.drafts.put(command.draft)
    })
    return null
  }

  async removeDraft(command: CommandOf<'removeDraft'>): Promise<null> {
    await this.#database.drafts.delete(command.id)
    return null
  }

  search(command: CommandOf<'search'>) {
    return this.#parts.search(command.text, command.limit, command.includeArchived)
  }

  async writeRecord(command: CommandOf<'writeRecord'>): Promise<null> {
    return this.writeRecords({ ...command, type: 'writeRecords', writes: [command] })
  }

  async writeRecords(command: CommandOf<'writeRecords'>): Promise<null> {
    const who = this.#session.operator?.person ?? this.#workplace.till
    const at = Math.floor(Date.now() / 1000)
    await this.#parts.records.write(command.document, command.log, command.writes, {
      replica: this.#options.replica,
      who,
      at,
    })
    return null
  }

  hurry(): void {
    this.#parts.hurry()
  }

  /** Another tab takes the till over: finishes the entry under way and stops writing. */
  async giveUp(): Promise<void> {
    await this.stop()
    this.#options.board.set({ takenOver: true, online: false })
    this.#options.board.flush()
  }

  async stop(): Promise<void> {
    if (this.#stopped) return
    this.#stopped = true
    this.#background.stop()
    await this.#journal.stop()
    clearInterval(this.#listing)
    this.#reporter.stop()
    await this.#parts.stop()
    this.#database.close()
    letGo(this.#stores.strict, this.#stores.file, this.#stores.lock)
  }

  /** Loads the documents behind the running till, those first that its sales wait for. */
  async #follow(): Promise<void> {
    await this.#journals.openWaiting(today())
    this.#following = true
    const [settings, staff, ...others] = tillRecordDocuments(this.#workplace)
    await this.#parts.records.startProjecting()
    await this.#parts.records.follow([settings, staff].filter(name => name !== undefined))
    await this.#parts.records.follow(others)
    this.#parts.indexed = true
    await this.#stock.follow(await this.#knownStockDocuments())
    this.#listing = setInterval(() => this.#background.run(this.#listStockDocuments()), LIST_EVERY)
    await this.#listStockDocuments()
    await this.#checkDownload()
  }

  /** What sales are priced with: read once, and again after the settings changed. */
  async #surroundings(): Promise<SaleSurroundings | null> {
    const { operator } = this.#session
    this.#pricing ??= this.#readPricing()
    const known = await this.#pricing
    return operator && known ? { operator, ...known } : null
  }

  async #readPricing(): Promise<Omit<SaleSurroundings, 'operator'> | null> {
    const { store } = this.#workplace
    const [row, pricing] = await Promise.all([
      this.#database.stores.get(store),
      readPricingContext(this.#database, store),
    ])
    return row && pricing ? { store: row, pricing } : null
  }

  /** In the database for good: the witnesses first, then the documents, whoever waits for the answer need not. */
  #committed(row: JournalRow): void {
    try {
      this.#stores.file?.append(row)
    } catch {
      // A full disk must not undo a sale that the database has; localStorage is the other witness.
    }
    this.#options.keepWitness(this.#workplace.device, witnessOf(row))
    this.#countOneMore(row)
    this.#background.run(this.#passOn(row))
  }

  async #passOn(row: JournalRow): Promise<void> {
    const day = parseBusinessDay(row.day)
    if (!this.#following || !day || this.#stopped) return
    await this.#journals.append(day)
    if (row.moves.length > 0) await this.#stock.append()
  }

  #countOneMore(row: JournalRow): void {
    const { unsyncedEntries, unsyncedSales, oldestUnsyncedAt } = this.#options.board.current
    this.#changed({
      unsyncedEntries: unsyncedEntries + 1,
      unsyncedSales: unsyncedSales + (row.kind === 'sale' ? 1 : 0),
      oldestUnsyncedAt: oldestUnsyncedAt ?? row.at,
    })
  }

  async #acknowledged(): Promise<void> {
    await this.#countUnsynced()
    const { file } = this.#stores
    const { unsyncedEntries } = this.#options.board.current
    if (!this.#stopped && file?.isLarge && unsyncedEntries === 0) file.restart(witnessOf(this.#journal.head))
  }

  /** Counts in the database; again when an entry was written meanwhile, which the count may have missed. */
  async #countUnsynced(): Promise<void> {
    const { journal } = this.#database
    let number = -1
    while (!this.#stopped && number !== this.#journal.head.number) {
      number = this.#journal.head.number
      const [unsyncedEntries, unsyncedSales, oldest] = await Promise.all([
        journal.where('acknowledged').equals(0).count(),
        journal.where('[acknowledged+kind]').equals([0, 'sale']).count(),
        journal.where('acknowledged').equals(0).first(),
      ])
      if (number === this.#journal.head.number) {
        this.#changed({ unsyncedEntries, unsyncedSales, oldestUnsyncedAt: oldest?.at ?? null })
      }
    }
  }

  async #projected(document: string): Promise<void> {
    if (document === 'settings') this.#pricing = undefined
    await this.#checkDownload()
  }

  async #documentsChanged(): Promise<void> {
    this.#reporter.soon()
    if (this.#options.board.current.refused === 'unauthenticated') await this.#signInByKey()
    await this.#checkDownload()
    await this.#journals.closeSafe(today())
  }

  /** One attempt at a time and not many in a row: a relay that does not know the key will not learn it by asking. */
  async #signInByKey(): Promise<void> {
    if (Date.now() - this.#signedInAt < SIGN_IN_EVERY) return
    this.#signedInAt = Date.now()
    const { keyPair } = this.#stores.opened
    const isIn = await signInByKey(this.#options.relayUrl, this.#workplace, keyPair)
    if (isIn && !this.#stopped) this.#parts.retry()
  }

  /** The first download is over when settings, staff and catalog were here whole and are projected. */
  async #checkDownload(): Promise<void> {
    const { board } = this.#options
    if (this.#stopped || board.current.phase !== 'downloading') return
    const needed = tillRecordDocuments(this.#workplace).filter(name => name !== 'customers')
    if (!needed.every(name => this.#parts.records.isDownloaded(name))) return
    await this.#database.meta.put({ key: 'projectionComplete', value: true })
    this.#parts.records.firstDownload = false
    this.#changed({ phase: 'ready' })
  }

  /** The stock documents known offline: those listed last, and one of each till in the settings. */
  async #knownStockDocuments(): Promise<string[]> {
    const { store } = this.#workplace
    const [listed, tills] = await Promise.all([
      this.#database.meta.get('stockDocuments'),
      this.#database.tills.where('store').equals(store).toArray(),
    ])
    return [
      ...(listed?.key === 'stockDocuments' ? listed.value : []),
      ...tills.map(till => stockDocument(store, till.id)),
    ]
  }

  async #listStockDocuments(): Promise<void> {
    const reply = await fetchDocuments(this.#options.relayUrl, this.#workplace.store)
    if (!reply || this.#stopped) return
    await this.#database.meta.put({ key: 'stockDocuments', value: reply.documents })
    await this.#stock.follow(await this.#knownStockDocuments())
  }

  #changed(change: Parameters<StartOptions['board']['set']>[0]): void {
    this.#options.board.set(change)
    this.#reporter.soon()
  }
}

async function fetchDocuments(relayUrl: string, store: string): Promise<DocumentsReply | null> {
  try {
    const url = `${relayUrl}/api/documents?store=${store}&as=device`
    const response = await fetch(url, { credentials: 'same-origin' })
    return response.ok ? v.parse(documentsReply, await response.json()) : null
  } catch {
    // Not reachable: what was listed before is followed.
    return null
  }
}

function now(): { at: number; offsetMinutes: number } {
  const at = Date.now()
  return { at, offsetMinutes: -new Date(at).getTimezoneOffset() }
}

function today(): BusinessDay {
  const { at, offsetMinutes } = now()
  return businessDay(at, offsetMinutes)
}
