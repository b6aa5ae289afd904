import type { PersonId } from '@evertill/crdt-model'
import type { LocalDatabase, PersonRow } from '../local/database.ts'
import type { JournalWriter } from './journal-writer.ts'
import { afterWrongPin, checkPin, waitBefore } from './pin.ts'
import type { ReplicaStatus, SignInResult } from './protocol.ts'
import { SerialQueue } from './serial-queue.ts'

/** Somebody with the right PIN, or why not. */
export type Identified =
  | { readonly kind: 'known'; readonly row: PersonRow }
  | Exclude<SignInResult, { readonly kind: 'signed-in' }>

type Operator = NonNullable<ReplicaStatus['operator']>

/** Who is signed in at the till. Survives a reload; each sign-in and sign-out is in the journal. */
export class TillSession {
  readonly #database: LocalDatabase
  readonly #journal: JournalWriter
  readonly #onChange: (operator: Operator | null) => void
  readonly #queue = new SerialQueue()
  #operator: Operator | null = null

  constructor(
    database: LocalDatabase,
    journal: JournalWriter,
    onChange: (operator: Operator | null) => void,
  ) {
    this.#database = database
    this.#journal = journal
    this.#onChange = onChange
  }

  get operator(): Operator | null {
    return this.#operator
  }

  /** Who was signed in when the till was closed is signed in still. */
  async restore(): Promise<void> {
    const row = await this.#database.meta.get('operator')
    if (row?.key === 'operator') this.#set({ person: row.value.person, name: row.value.name })
  }

  /** Who has this PIN. Tries are taken one after the other, so that asking twice at once is no way round the delay. */
  identify(person: PersonId, pin: string): Promise<Identified> {
    return this.#queue.run(() => this.#identify(person, pin))
  }

  signIn(person: PersonId, pin: string): Promise<SignInResult> {
    return this.#queue.run(async () => {
      const known = await this.#identify(person, pin)
      if (known.kind !== 'known') return known
      const { name } = known.row
      if (this.#operator) await this.#end(this.#operator)
      await this.#journal.recordSession('sign-in', person)
      await this.#database.meta.bulkPut([
        { key: 'operator', value: { person, name, since: Date.now() } },
        { key: 'lastOperator', value: person },
      ])
      this.#set({ person, name })
      return { kind: 'signed-in', name }
    })
  }

  signOut(): Promise<null> {
    return this.#queue.run(async () => {
      if (this.#operator) await this.#end(this.#operator)
      return null
    })
  }

  async #identify(person: PersonId, pin: string): Promise<Identified> {
    const [row, attempts] = await Promise.all([
      this.#database.people.get(person),
      this.#database.pinAttempts.get(person),
    ])
    if (!row || row.archived || !row.pin) return { kind: 'unknown-person' }
    const waitMs = waitBefore(attempts, Date.now())
    if (waitMs > 0) return { kind: 'must-wait', waitMs }
    // Noted before the PIN is looked at: a reload in between must not give a free try.
    const failed = afterWrongPin(person, attempts, Date.now())
    await this.#database.pinAttempts.put(failed)
    if (!(await checkPin(pin, row.pin))) return { kind: 'wrong-pin', waitMs: waitBefore(failed, Date.now()) }
    await this.#database.pinAttempts.delete(person)
    return { kind: 'known', row }
  }

  async #end(operator: Operator): Promise<void> {
    await this.#journal.recordSession('sign-out', operator.person)
    await this.#database.meta.delete('operator')
    this.#set(null)
  }

  #set(operator: Operator | null): void {
    this.#operator = operator
    this.#onChange(operator)
  }
}
