import type { PrinterReport } from '@evertill/crdt-model'
import { isOver, type PrintJobState } from '@evertill/crdt-model/printing'
import type { JournalRow, LocalDatabase } from '../local/database.ts'
import {
  type HardwareSetup,
  NO_HARDWARE,
  type PrintContent,
  type PrinterId,
  type PrinterState,
  type PrintJobRow,
} from '../local/printing.ts'
import type { Receipt } from '../local/receipt.ts'
import type { CommandOf, DrawerChoice } from './protocol.ts'

/** A receipt that could not be begun for so long is asked about, rather than printed when nobody expects it. */
const RECEIPT_LIFE_MS = 10 * 60_000
/** A drawer that opens later surprises somebody. */
const DRAWER_LIFE_MS = 5000
/** Jobs that are over are kept so long, for whoever asks what was printed. */
const KEEP_MS = 7 * 24 * 3600 * 1000

/** Whether the drawer opens for an entry of this kind, whatever it holds: somebody has to put cash in or take it out. */
export function opensDrawer(kind: JournalRow['kind']): boolean {
  switch (kind) {
    case 'shift-open':
    case 'cash-in':
    case 'cash-out':
    case 'drop':
    case 'no-sale':
      return true
    default:
      return false
  }
}

/** What an entry prints and opens by itself: written in the same transaction. Training opens no drawer. */
export function printJobsOf(
  { printers, routes }: HardwareSetup,
  { kind, at, receipt }: Pick<JournalRow, 'kind' | 'at' | 'receipt'>,
  chosen?: DrawerChoice,
): PrintJobRow[] {
  const isTraining = receipt?.training === true
  const opens = !isTraining && (opensDrawer(kind) || (receipt !== null && movedCash(receipt)))
  const holder = printers.find(({ id }) => id === routes.drawer)
  const drawer = chosen ?? (holder?.drawer ? { printer: holder.id, pin: holder.drawer.pin } : null)
  return [
    ...(drawer && opens ? [newPrintJob({ kind: 'drawer', pin: drawer.pin }, drawer.printer, at)] : []),
    ...(routes.receipts !== null && routes.autoPrint && receipt
      ? [newPrintJob({ kind: 'receipt', receipt, copy: false }, routes.receipts, at)]
      : []),
  ]
}

function movedCash({ tenders, purpose }: Receipt): boolean {
  const paidOut = purpose?.kind === 'exchange' ? purpose.returned.tenders : []
  return [...tenders, ...paidOut].some(({ kind }) => kind === 'cash' || kind === 'foreign-cash')
}

/** @param now milliseconds since 1970 */
export function newPrintJob(
  content: PrintContent,
  target: PrinterId,
  now: number,
  copyOf: string | null = null,
): PrintJobRow {
  return {
    id: crypto.randomUUID(),
    content,
    target,
    createdAt: now,
    expiresAt: now + (content.kind === 'drawer' ? DRAWER_LIFE_MS : RECEIPT_LIFE_MS),
    copyOf,
    state: { state: 'queued' },
    bytes: null,
    printer: null,
    open: 1,
  }
}

/**
 * The till's print queue in its database. Every change is on disk before anybody acts on it; what a kill interrupts
 * while bytes were going to a printer is of unknown fate, and never sent again by itself.
 */
export class PrintJobs {
  readonly #database: LocalDatabase
  readonly #now: () => number
  #printer: PrinterState = { problem: null, paperLow: false }

  /** @param database with strict durability. */
  constructor(database: LocalDatabase, now: () => number) {
    this.#database = database
    this.#now = now
  }

  /** At the start of the till: settles what a kill left. */
  async begin(): Promise<void> {
    const { printJobs } = this.#database
    await this.#database.transaction('rw', printJobs, async () => {
      await printJobs
        .where('open')
        .equals(1)
        .modify(job => {
          if (job.state.state === 'sending')
            Object.assign(job, withState(job, { state: 'unknown', reason: 'stopped' }))
        })
      await printJobs
        .where('createdAt')
        .below(this.#now() - KEEP_MS)
        .and(job => job.open === 0)
        .delete()
    })
  }

  /** What waited for a printer that is gone is given up, so that a person hears of it. */
  async setHardware({ hardware }: CommandOf<'setHardware'>): Promise<null> {
    const { meta, printJobs } = this.#database
    await this.#database.transaction('rw', [meta, printJobs], async () => {
      await meta.put({ key: 'hardware', value: hardware })
      await printJobs
        .where('open')
        .equals(1)
        .modify(job => {
          if (isOver(job.state) || hardware.printers.some(({ id }) => id === job.target)) return
          Object.assign(job, withState(job, withoutPrinter(job.state)))
        })
    })
    return null
  }

  async addPrint({ content, printer }: CommandOf<'addPrint'>): Promise<null> {
    const target = printer ?? (await this.#hardware()).routes.receipts
    if (target === null) throw new Error('this till prints no receipts')
    await this.#database.printJobs.add(newPrintJob(content, target, this.#now()))
    return null
  }

  /** The runner's notes. A job that is over stays so; only an unknown one may still turn out to be confirmed. */
  async notePrint({ id, state, bytes, printer }: CommandOf<'notePrint'>): Promise<null> {
    const { printJobs } = this.#database
    await this.#database.transaction('rw', printJobs, async () => {
      const job = await printJobs.get(id)
      if (!job) throw new Error('no such print job')
      const settled = isOver(job.state) && !(job.state.state === 'unknown' && state.state === 'confirmed')
      if (settled) throw new Error(`this print job is ${job.state.state}`)
      await printJobs.put({ ...withState(job, state), ...(bytes && { bytes }), ...(printer && { printer }) })
    })
    return null
  }

  async notePrinter({ state }: CommandOf<'notePrinter'>): Promise<null> {
    this.#printer = state
    return null
  }

  /** For the report to the relay; null without a printer. */
  async report(): Promise<PrinterReport | null> {
    const { printJobs } = this.#database
    const [{ printers }, open] = await Promise.all([
      this.#hardware(),
      printJobs.where('open').equals(1).toArray(),
    ])
    if (printers.length === 0) return null
    const count = (which: (state: PrintJobState) => boolean) => open.filter(job => which(job.state)).length
    return {
      ...this.#printer,
      waiting: count(state => !isOver(state)),
      unknown: count(({ state }) => state === 'unknown'),
      failed: count(({ state }) => state === 'failed'),
    }
  }

  /** A person saw whether it printed. `again`: prints it as a copy, or anew where nothing had been sent. */
  async settlePrint({ id, outcome, again, operator }: CommandOf<'settlePrint'>): Promise<null> {
    const { meta, printJobs } = this.#database
    await this.#database.transaction('rw', [meta, printJobs], async () => {
      const job = await printJobs.get(id)
      // Settled a moment ago, by the same person's other tap.
      if (!job || job.state.state === 'resolved') return
      if (!isOver(job.state)) throw new Error('this print job is under way')
      await printJobs.put(withState(job, { state: 'resolved', outcome, operator }))
      if (!again || job.content.kind === 'drawer') return
      const { printers, routes } = await this.#hardware()
      const isThere = printers.some(printer => printer.id === job.target)
      const target = isThere ? job.target : routes.receipts
      if (target === null) throw new Error('no printer is left for this print job')
      const content = printedAgain(job.content, job.state.state !== 'failed')
      await printJobs.add(newPrintJob(content, target, this.#now(), job.id))
    })
    return null
  }

  async #hardware(): Promise<HardwareSetup> {
    const row = await this.#database.meta.get('hardware')
    return row?.key === 'hardware' ? row.value : NO_HARDWARE
  }
}

/** Marked when the one before may be on paper. */
function printedAgain(content: PrintContent, mayBeOnPaper: boolean): PrintContent {
  switch (content.kind) {
    case 'receipt':
      return { ...content, copy: content.copy || mayBeOnPaper }
    case 'kitchen':
      return { ...content, again: content.again || mayBeOnPaper }
    default:
      return content
  }
}

/** What becomes of a job whose printer was taken off the till. */
function withoutPrinter({ state }: PrintJobState): PrintJobState {
  return state === 'queued'
    ? { state: 'failed', reason: 'printer-removed', retryAt: null }
    : { state: 'unknown', reason: 'stopped' }
}

function withState(job: PrintJobRow, state: PrintJobState): PrintJobRow {
  return { ...job, state, open: needsSomething(job.content, state) ? 1 : 0 }
}

/** Whether the till or a person still has something to do. Nobody is asked about a drawer that did not open. */
function needsSomething(content: PrintContent, state: PrintJobState): boolean {
  if (!isOver(state)) return true
  if (content.kind === 'drawer') return false
  return state.state === 'unknown' || state.state === 'failed'
}
