import {
  type AccountId,
  officeField,
  type PayingSale,
  parseDocumentId,
  rightOfAct,
} from '@evertill/crdt-model'
import { accountsIn, readBalances } from '../local/account-shares.ts'
import { type JournalRow, LocalDatabase } from '../local/database.ts'
import { journalSigner } from '../local/journal-crypto.ts'
import { loadPart } from '../local/load-part.ts'
import { readPricingContext } from '../local/pricing-context.ts'
import type { Receipt } from '../local/receipt.ts'
import { type Handout, readHandout } from '../local/receipt-link.ts'
import { RetryTimer } from '../local/retry-timer.ts'
import { readSpendingLimits } from '../local/spending-limits.ts'
import { localDatabaseName, type TillWorkplace } from '../local/workplace.ts'
import { Background } from './background.ts'
import { DeviceReporter } from './device-report.ts'
import { JournalWriter, type SaleSurroundings } from './journal-writer.ts'
import { catchUpWitnessFile, type OpenedJournal, openJournal } from './open-journal.ts'
import { PrintJobs } from './print-jobs.ts'
import type { CommandOf, CompleteSaleResult, RecordResult, StartResult } from './protocol.ts'
import type { RunningReplica, StartOptions } from './running-replica.ts'
import { scanProducts } from './scan-products.ts'
import { SyncLagMeter } from './sync-lag-meter.ts'
import { TillAuthority } from './till-authority.ts'
import type { TillDocuments } from './till-documents.ts'
import { TillParts } from './till-parts.ts'
import { TillSession } from './till-session.ts'
import { TillShift } from './till-shift.ts'
import { TillTraining } from './till-training.ts'
import { openWitnessFile, type WitnessFile } from './witness-file.ts'
import { witnessOf } from './witness-log.ts'
import { takeWriterLock, type WriterLock } from './writer-lock.ts'

/** Counting what waits takes longer the more it is: once for a row of acknowledgements, milliseconds. */
const RECOUNT_AFTER = 200
/** Documents that could not be opened are opened anew, at growing pauses; milliseconds. */
const OPEN_AGAIN = { firstPause: 1000, longestPause: 30_000 }

/** What of a sale's surroundings is read from the settings. */
type KnownSettings = Pick<SaleSurroundings, 'store' | 'pricing'>

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
  readonly #authority: TillAuthority
  readonly #training: TillTraining
  readonly #shift: TillShift
  readonly #printJobs: PrintJobs
  readonly #reporter: DeviceReporter
  readonly #background = new Background()
  readonly #lag = new SyncLagMeter()
  readonly #parts: TillParts
  readonly #openAgain = new RetryTimer({ ...OPEN_AGAIN, work: () => this.#beginDocuments() })
  #recounting: ReturnType<typeof setTimeout> | undefined
  /** The documents behind, from the moment their code is loaded. */
  #documents: TillDocuments | null = null
  #opening: Promise<TillDocuments> | undefined
  #stopped = false
  #pricing: Promise<KnownSettings | null> | undefined
  #linkOrigin: string

  constructor(workplace: TillWorkplace, options: StartOptions, stores: TillStores) {
    this.#workplace = workplace
    this.#options = options
    this.#stores = stores
    this.#printJobs = new PrintJobs(stores.strict, Date.now)
    const { board, relayUrl, replica } = options
    this.#linkOrigin = relayUrl
    const { head, lastDay, keyPair } = stores.opened
    this.#database = new LocalDatabase(localDatabaseName(workplace))
    this.#reporter = new DeviceReporter(
      relayUrl,
      () => board.current,
      () => this.#printJobs.report(),
      wanted => this.#background.run(this.#letGo(wanted)),
    )
    this.#journal = new JournalWriter({
      database: stores.strict,
      workplace,
      signer: journalSigner(keyPair),
      head,
      lastDay,
      writer: replica,
      linkOrigin: () => this.#linkOrigin,
      isTraining: () => this.#training.on,
      onCommitted: row => this.#committed(row),
      clock: () => now(),
    })
    this.#session = new TillSession(this.#database, workplace.store, this.#journal, operator => {
      this.#authority.forget()
      this.#changed({ operator })
    })
    this.#authority = new TillAuthority(this.#database, this.#journal, this.#session)
    this.#training = new TillTraining({
      database: this.#database,
      journal: this.#journal,
      authority: this.#authority,
      session: this.#session,
      onChange: training => this.#changed({ training }),
    })
    this.#shift = new TillShift({
      database: this.#database,
      journal: this.#journal,
      authority: this.#authority,
      session: this.#session,
      isTraining: () => this.#training.on,
    })
    this.#parts = new TillParts({
      workplace,
      relayUrl,
      database: this.#database,
      strict: stores.strict,
      journal: this.#journal,
      session: this.#session,
      authority: this.#authority,
      shift: this.#shift,
      isTraining: () => this.#training.on,
      isOnline: () => board.current.online,
      surroundings: () => this.#surroundings(null),
      store: async () => {
        const known = await this.#knownSettings()
        return known && { row: known.store, currency: known.pricing.currency }
      },
      onParked: () => {
        if (this.#documents) this.#background.run(this.#documents.passOnParked())
      },
      background: this.#background.run,
    })
  }

  /** Everything that must be true before the first screen; the rest goes on behind it. */
  async begin(): Promise<void> {
    const complete = await this.#database.meta.get('projectionComplete')
    await this.#session.restore()
    await this.#training.restore()
    this.#begunWith(await readHandout(this.#database))
    await this.#printJobs.begin()
    await this.#countUnsynced()
    const { epoch, number } = this.#journal.head
    this.#options.board.set({ journal: { epoch, number } })
    this.#options.board.set({ phase: complete ? 'ready' : 'downloading', takenOver: false })
    this.#options.board.flush()
    this.#options.keepWitness(this.#workplace.device, witnessOf(this.#journal.head))
    this.#beginDocuments()
    this.#background.run(this.#weighUnsynced())
  }

  signIn(command: CommandOf<'signIn'>) {
    return this.#session.signIn(command.person, command.pin)
  }

  readBadge({ code }: CommandOf<'readBadge'>) {
    return this.#session.readBadge(code)
  }

  signInByBadge({ code }: CommandOf<'signInByBadge'>) {
    return this.#session.signInByBadge(code)
  }

  signOut() {
    return this.#session.signOut()
  }

  async completeSale({ sale, exchange }: CommandOf<'completeSale'>): Promise<CompleteSaleResult> {
    const result = await this.#journal.completeSale(sale, async () => {
      const around = await this.#surroundings(sale)
      return around && exchange ? (await this.#parts.returns.get()).exchange(exchange, around) : around
    })
    if (result.kind === 'completed') {
      this.#authority.endSale(sale.id)
      if (exchange) this.#authority.endSale(exchange.key)
      this.#background.run(this.#noteSold(sale.id, result.receipt))
    }
    return result
  }

  async findSold(command: CommandOf<'findSold'>) {
    return (await this.#parts.returns.get()).find(command)
  }

  async refund(command: CommandOf<'refund'>) {
    return (await this.#parts.returns.get()).refund(command)
  }

  async askShare(command: CommandOf<'askShare'>) {
    return (await this.#parts.credit.get()).ask(command)
  }

  async sendLetter(command: CommandOf<'sendLetter'>) {
    return (await this.#parts.letters.get()).send(command)
  }

  async voidSale(command: CommandOf<'voidSale'>) {
    return (await this.#parts.returns.get()).voidSale(command)
  }

  approve(command: CommandOf<'approve'>) {
    return this.#authority.approve(command)
  }

  approveByBadge(command: CommandOf<'approveByBadge'>) {
    return this.#authority.approveByBadge(command)
  }

  openShift(command: CommandOf<'openShift'>) {
    return this.#shift.open(command)
  }

  moveCash(command: CommandOf<'moveCash'>) {
    return this.#shift.move(command)
  }

  closeShift(command: CommandOf<'closeShift'>) {
    return this.#shift.close(command)
  }

  readShift(command: CommandOf<'readShift'>) {
    return this.#shift.read(command)
  }

  setTraining(command: CommandOf<'setTraining'>) {
    return this.#training.set(command)
  }

  async recordAct({ act, sale, drawer }: CommandOf<'recordAct'>): Promise<RecordResult<never>> {
    const right = rightOfAct(act)
    const operator = this.#session.operator
    if (!operator || !(await this.#authority.use(right, sale))) return { kind: 'not-allowed', right }
    return this.#journal.record(operator.person, '', () => ({ ok: true, event: act }), drawer)
  }

  setHardware(command: CommandOf<'setHardware'>) {
    return this.#ofPrinter(this.#printJobs.setHardware(command))
  }

  async setDevices({ devices }: CommandOf<'setDevices'>): Promise<null> {
    await this.#database.meta.put({ key: 'devices', value: devices })
    return null
  }

  addPrint(command: CommandOf<'addPrint'>) {
    return this.#ofPrinter(this.#printJobs.addPrint(command))
  }

  notePrint(command: CommandOf<'notePrint'>) {
    return this.#ofPrinter(this.#printJobs.notePrint(command))
  }

  notePrinter(command: CommandOf<'notePrinter'>) {
    return this.#ofPrinter(this.#printJobs.notePrinter(command))
  }

  settlePrint(command: CommandOf<'settlePrint'>) {
    return this.#ofPrinter(this.#printJobs.settlePrint(command))
  }

  /** The owner sees how the printer is. */
  async #ofPrinter(work: Promise<null>): Promise<null> {
    await work
    this.#reporter.soon()
    return null
  }

  async saveDraft(command: CommandOf<'saveDraft'>): Promise<null> {
    // Nothing but the drafts: a sale that is being stored must not wait for its draft. What comes back as a draft of a
    // sale that the journal has is known by that (`readOpenDraft`).
    const { draft } = command
    await this.#database.drafts.put({ ...draft, ...(this.#training.on && { training: true }) })
    return null
  }

  async removeDraft(command: CommandOf<'removeDraft'>): Promise<null> {
    await this.#database.drafts.delete(command.id)
    return null
  }

  async parkSale(command: CommandOf<'parkSale'>) {
    return (await this.#parts.parking.get()).park(command)
  }

  async takeParked(command: CommandOf<'takeParked'>) {
    return (await this.#parts.parking.get()).take(command)
  }

  search(command: CommandOf<'search'>) {
    const { text, limit, includeArchived } = command
    if (!this.#documents) return scanProducts(this.#database, text, limit, includeArchived)
    return this.#documents.search(text, limit, includeArchived)
  }

  async writeRecord(command: CommandOf<'writeRecord'>): Promise<null> {
    return this.writeRecords({ ...command, type: 'writeRecords', writes: [command] })
  }

  async writeRecords(command: CommandOf<'writeRecords'>): Promise<null> {
    if (!this.#opening) throw new Error('the till has not begun')
    const document = parseDocumentId(command.document)
    const fields = command.writes.flatMap(write => Object.keys(write.fields))
    const reserved = document && officeField(document.kind, fields)
    if (reserved !== undefined) throw new Error(`a till does not write the field ${reserved}`)
    const documents = await this.#opening
    await documents.write(command, this.#session.operator?.person ?? this.#workplace.till)
    return null
  }

  async addPicture(): Promise<never> {
    throw new Error('pictures are added in a back office')
  }

  hurry(): void {
    this.#documents?.hurry()
    const letters = this.#parts.letters.wanted
    if (letters) this.#background.run(letters.then(known => known.soon()))
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
    clearTimeout(this.#recounting)
    this.#background.stop()
    await this.#journal.stop()
    this.#reporter.stop()
    this.#openAgain.stop()
    await this.#documents?.stop()
    await this.#parts.letters.wanted?.then(
      letters => letters.stop(),
      () => undefined,
    )
    this.#database.close()
    letGo(this.#stores.strict, this.#stores.file, this.#stores.lock)
  }

  /**
   * The documents behind a till that already sells. What fails of it is tried anew: a till that went on selling and
   * handed nothing over would be noticed late.
   */
  #beginDocuments(): void {
    const opening = this.#openDocuments()
    this.#opening = opening
    this.#background.run(
      opening.then(documents => this.#follow(documents)).catch(error => this.#failed(error)),
    )
  }

  /** Loads the documents' code, which brings Yjs along. */
  async #openDocuments(): Promise<TillDocuments> {
    const { TillDocuments } = await loadPart(() => import('./till-documents.ts'))
    if (this.#stopped) throw new Error('the till was stopped')
    const { head, keyPair, restoredUpTo } = this.#stores.opened
    const documents = new TillDocuments({
      workplace: this.#workplace,
      start: this.#options,
      database: this.#database,
      epoch: head.epoch,
      restoredUpTo,
      writtenBefore: head.number,
      keyPair,
      background: this.#background.run,
      changed: change => this.#changed(change),
      onAcknowledged: rows => this.#acknowledged(rows),
      onPricing: () => {
        this.#pricing = undefined
      },
      onHandout: handout => this.#begunWith(handout),
    })
    this.#documents = documents
    return documents
  }

  async #follow(documents: TillDocuments): Promise<void> {
    this.#background.run(this.#parts.parking.get().then(parking => parking.catchUp()))
    this.#background.run(this.#goOnWithLetters())
    await documents.follow(this.#options.board.current.phase === 'downloading')
  }

  async #failed(error: unknown): Promise<never> {
    const documents = this.#documents
    this.#documents = null
    await documents?.stop()
    this.#openAgain.later()
    throw error
  }

  /** Links on receipts begin with what the relay said, or else with its address. */
  #begunWith({ origin }: Handout): void {
    this.#linkOrigin = origin ?? this.#options.relayUrl
  }

  /** What an earlier start left to send. */
  async #goOnWithLetters(): Promise<void> {
    if ((await this.#database.letters.count()) > 0) (await this.#parts.letters.get()).soon()
  }

  async #noteSold(sale: string, receipt: Receipt): Promise<void> {
    if (receipt.training !== true) await (await this.#parts.parking.get()).sold(sale, receipt)
  }

  /**
   * What sales are priced with: read once, and again after settings or catalog changed.
   * @param sale null where nothing is taken off an account
   */
  async #surroundings(sale: PayingSale | null): Promise<SaleSurroundings | null> {
    const { operator } = this.#session
    const known = await this.#knownSettings()
    if (!operator || !known) return null
    const judge = async (judged: PayingSale) =>
      (await this.#shift.judge(judged, known.store)) ?? (await this.#authority.judge(judged))
    const [limits, balances, draft] =
      sale === null
        ? [{}, new Map(), undefined]
        : await Promise.all([
            readSpendingLimits(this.#database, sale),
            readBalances(this.#database, accountsIn(sale)),
            this.#database.drafts.get(sale.id),
          ])
    const pricing = { ...known.pricing, tenders: { ...known.pricing.tenders, ...limits } }
    return { operator, judge, store: known.store, pricing, balances, label: draft?.label ?? '' }
  }

  #knownSettings(): Promise<KnownSettings | null> {
    this.#pricing ??= this.#readPricing().catch(error => {
      this.#pricing = undefined
      throw error
    })
    return this.#pricing
  }

  async #readPricing(): Promise<KnownSettings | null> {
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
    // How often a coupon may be used follows from what was sold.
    if (row.coupons) this.#pricing = undefined
    this.#countOneMore(row)
    if (this.#documents) this.#background.run(this.#documents.passOn(row))
  }

  #countOneMore(row: JournalRow): void {
    const { unsyncedEntries, unsyncedSales, unsyncedBytes, oldestUnsyncedAt } = this.#options.board.current
    this.#changed({
      journal: { epoch: row.epoch, number: row.number },
      unsyncedBytes: unsyncedBytes + row.bytes.length,
      unsyncedEntries: unsyncedEntries + 1,
      unsyncedSales: unsyncedSales + (row.kind === 'sale' ? 1 : 0),
      oldestUnsyncedAt: oldestUnsyncedAt ?? row.at,
    })
  }

  /** Entries became safe: takes them off what is shown at once, and counts anew when no more come. */
  async #acknowledged(rows: readonly JournalRow[]): Promise<void> {
    const now = Date.now()
    for (const row of rows) this.#lag.add(now - row.at)
    const bytes = rows.reduce((sum, row) => sum + row.bytes.length, 0)
    const sales = rows.filter(row => row.kind === 'sale').length
    const { unsyncedBytes, unsyncedEntries, unsyncedSales } = this.#options.board.current
    this.#changed({
      lag: this.#lag.figures(),
      unsyncedBytes: Math.max(0, unsyncedBytes - bytes),
      unsyncedEntries: Math.max(0, unsyncedEntries - rows.length),
      unsyncedSales: Math.max(0, unsyncedSales - sales),
    })
    if (rows.some(row => row.accounts)) this.#background.run(this.#settleShares(rows))
    clearTimeout(this.#recounting)
    this.#recounting = setTimeout(() => this.#background.run(this.#recount()), RECOUNT_AFTER)
  }

  /** What the entries left here of gift cards and store credit is not kept from others. SPEC K5. */
  async #settleShares(rows: readonly JournalRow[]): Promise<void> {
    await (await this.#parts.credit.get()).settle(rows)
  }

  async #letGo(wanted: readonly AccountId[]): Promise<void> {
    if (wanted.length > 0) await (await this.#parts.credit.get()).letGo(wanted)
  }

  async #recount(): Promise<void> {
    await this.#countUnsynced()
    const { file } = this.#stores
    const { unsyncedEntries } = this.#options.board.current
    if (!this.#stopped && file?.isLarge && unsyncedEntries === 0) file.restart(witnessOf(this.#journal.head))
  }

  /** What waited before this start, which is read once and not before the first screen. */
  async #weighUnsynced(): Promise<void> {
    let bytes = 0
    const { number } = this.#journal.head
    await this.#database.journal
      .where('acknowledged')
      .equals(0)
      .each(row => {
        if (row.number <= number) bytes += row.bytes.length
      })
    this.#changed({ unsyncedBytes: this.#options.board.current.unsyncedBytes + bytes })
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

  #changed(change: Parameters<StartOptions['board']['set']>[0]): void {
    this.#options.board.set(change)
    this.#reporter.soon()
  }
}

function now(): { at: number; offsetMinutes: number } {
  const at = Date.now()
  return { at, offsetMinutes: -new Date(at).getTimezoneOffset() }
}
