import {
  closeShiftEvent,
  decodeEntry,
  foldShift,
  type JournalEntry,
  type JournalEvent,
  moveCashEvent,
  needsShift,
  openShiftEvent,
  type PayingSale,
  type PersonId,
  rightOfCashMove,
  type SaleRefusal,
  type ShiftRefusal,
  type ShiftStep,
  type TillRight,
} from '@evertill/crdt-model'
import type { LocalDatabase, StoreRow } from '../local/database.ts'
import { readLastClosed, readLastShift, readOpenShift, readShiftEntries } from '../local/shift-rows.ts'
import type { ShiftMove, ShiftView } from '../local/shift-view.ts'
import type { JournalWriter } from './journal-writer.ts'
import type { CommandOf, ReadShiftResult, ShiftResult, TillShiftRefusal } from './protocol.ts'
import type { TillAuthority } from './till-authority.ts'
import type { TillSession } from './till-session.ts'

export interface TillShiftOptions {
  readonly database: LocalDatabase
  readonly journal: JournalWriter
  readonly authority: TillAuthority
  readonly session: TillSession
  readonly isTraining: () => boolean
}

type NotAllowed = { readonly code: 'not-allowed'; readonly right: TillRight }

/** The drawer's turns: opened, moved and counted, each step made of the entries before it in the journal. SPEC Z. */
export class TillShift {
  readonly #options: TillShiftOptions

  constructor(options: TillShiftOptions) {
    this.#options = options
  }

  open({ key, float }: CommandOf<'openShift'>): Promise<ShiftResult> {
    return this.#record(key, 'open-shift', entries => openShiftEvent(entries, float))
  }

  move({ key, kind, currency, amount, reason }: CommandOf<'moveCash'>): Promise<ShiftResult> {
    return this.#record(key, rightOfCashMove(kind), entries =>
      moveCashEvent(entries, kind, currency, amount, reason),
    )
  }

  close({ key, counted, reason }: CommandOf<'closeShift'>): Promise<ShiftResult> {
    return this.#record(key, 'close-shift', entries => closeShiftEvent(entries, counted, reason))
  }

  /** What may be told of a shift. Its figures are for those who may see them, or were allowed to. */
  async read({ which, figures }: CommandOf<'readShift'>): Promise<ReadShiftResult> {
    const { database, authority } = this.#options
    const maySee = figures && (await authority.use('see-expected', null))
    const last = await (which === 'open' ? readLastShift(database) : readLastClosed(database))
    if (last === undefined || (which === 'open' && last.close !== null)) return { kind: 'none' }
    const entries = await readShiftEntries(database, last)
    const view = await this.#viewOf(entries, maySee)
    return view === undefined ? { kind: 'none' } : { kind: 'shift', view }
  }

  /** Why a sale, or what is paid back, may not be done for want of a shift, or undefined. SPEC Z6. */
  async judge(
    { tenders }: Pick<PayingSale, 'tenders'>,
    { shiftRequired }: Pick<StoreRow, 'shiftRequired'>,
  ): Promise<Extract<SaleRefusal, { code: 'no-shift-open' }> | undefined> {
    const { database, isTraining } = this.#options
    if (shiftRequired !== true || !needsShift(tenders) || isTraining()) return undefined
    return (await readOpenShift(database)) === null ? { code: 'no-shift-open' } : undefined
  }

  async #record(
    key: string,
    right: TillRight,
    make: (entries: readonly JournalEntry[]) => ShiftStep<JournalEvent>,
  ): Promise<ShiftResult> {
    const { journal, authority, session, isTraining } = this.#options
    if (isTraining()) return { kind: 'refused', refusal: { code: 'training' } }
    const { operator } = session
    if (!operator) return { kind: 'not-allowed', right: null }
    const isAllowed = await authority.use(right, null)
    const result = await journal.record<ShiftRefusal | NotAllowed>(operator.person, key, async () => {
      const step = make(await this.#entries())
      if (!step.ok || isAllowed) return step
      return { ok: false, refusal: { code: 'not-allowed', right } }
    })
    if (result.kind !== 'refused') return result
    const { refusal } = result
    if (refusal.code === 'not-allowed') return { kind: 'not-allowed', right }
    return { kind: 'refused', refusal: tellable(refusal, await authority.may('see-expected')) }
  }

  /** The open shift's, or what is left of the one before: its number. */
  async #entries(): Promise<JournalEntry[]> {
    const { database } = this.#options
    const last = await readLastShift(database)
    if (last === undefined) return []
    if (last.close === null) return readShiftEntries(database, last)
    const close = decodeEntry(last.close.bytes)?.entry
    return close === undefined ? [] : [close]
  }

  async #viewOf(entries: readonly JournalEntry[], maySee: boolean): Promise<ShiftView | undefined> {
    const totals = foldShift(entries)
    const [opening] = entries
    const last = entries.at(-1)
    if (totals === undefined || totals.shift === null || opening === undefined || last === undefined)
      return undefined
    const names = await this.#names(entries)
    const nameOf = ({ operator }: JournalEntry) => (operator === null ? null : (names.get(operator) ?? null))
    return {
      shift: totals.shift,
      openedAt: opening.at,
      openedBy: nameOf(opening),
      closedAt: totals.closed ? last.at : null,
      closedBy: totals.closed ? nameOf(last) : null,
      currencies: totals.drawer.map(({ currency }) => currency),
      moves: entries.flatMap(entry => moveOf(entry, nameOf(entry))),
      totals: maySee ? totals : null,
    }
  }

  async #names(entries: readonly JournalEntry[]): Promise<ReadonlyMap<PersonId, string>> {
    const ids = [...new Set(entries.flatMap(({ operator }) => operator ?? []))]
    const rows = await this.#options.database.people.bulkGet(ids)
    return new Map(rows.flatMap(row => (row ? [[row.id, row.name]] : [])))
  }
}

function moveOf({ number, at, event }: JournalEntry, by: string | null): ShiftMove[] {
  switch (event.kind) {
    case 'cash-in':
    case 'cash-out':
    case 'drop': {
      const { kind, currency, amount, reason } = event
      return [{ number, at, by, kind, currency, amount, reason }]
    }
    case 'no-sale':
      return [{ number, at, by, kind: 'no-sale', reason: event.reason }]
    default:
      return []
  }
}

/** A refusal without the figures that the operator may not see. */
function tellable(refusal: ShiftRefusal, maySee: boolean): TillShiftRefusal {
  if (maySee) return refusal
  switch (refusal.code) {
    case 'not-in-drawer':
      return { code: refusal.code, left: null }
    case 'unexplained':
      return { code: refusal.code, differences: null }
    default:
      return refusal
  }
}
