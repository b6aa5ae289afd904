import type { LocalDatabase } from '../local/database.ts'
import type { JournalWriter } from './journal-writer.ts'
import type { CommandOf, RecordResult } from './protocol.ts'
import type { TillAuthority } from './till-authority.ts'
import type { TillSession } from './till-session.ts'

export interface TillTrainingOptions {
  readonly database: LocalDatabase
  readonly journal: JournalWriter
  readonly authority: TillAuthority
  readonly session: TillSession
  readonly onChange: (training: boolean) => void
}

/**
 * Whether people only practise at this till. While they do, the journal writer keeps nothing; its own beginning and end
 * are journaled, each in one transaction with the mark that outlasts a restart. SPEC O7.
 */
export class TillTraining {
  readonly #options: TillTrainingOptions
  #on = false

  constructor(options: TillTrainingOptions) {
    this.#options = options
  }

  get on(): boolean {
    return this.#on
  }

  /** A till that was closed in training mode opens in it. */
  async restore(): Promise<void> {
    const { database, onChange } = this.#options
    this.#on = (await database.meta.get('training')) !== undefined
    if (!this.#on) await database.drafts.filter(draft => draft.training === true).delete()
    onChange(this.#on)
  }

  /** Anybody may end it; to begin takes the right. */
  async set({ on }: CommandOf<'setTraining'>): Promise<RecordResult<never>> {
    const { database, journal, authority, session, onChange } = this.#options
    const right = on ? 'train' : null
    if (!session.operator || !(await authority.use(right, null))) return { kind: 'not-allowed', right }
    const result = await journal.recordTraining(session.operator.person, on ? 'begin' : 'end')
    if (result.kind !== 'recorded') return result
    this.#on = on
    if (!on) await database.drafts.filter(draft => draft.training === true).delete()
    onChange(on)
    return result
  }
}
