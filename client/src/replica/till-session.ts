import type { BadgeCode, PersonId, StoreId } from '@evertill/crdt-model'
import type { LocalDatabase, PersonRow } from '../local/database.ts'
import { recentTries, UNKNOWN_BADGES, whoseBadge } from './badge.ts'
import type { JournalWriter } from './journal-writer.ts'
import { afterWrongPin, checkPin, waitBefore } from './pin.ts'
import type { ReadBadgeResult, ReplicaStatus, SignInResult } from './protocol.ts'
import { SerialQueue } from './serial-queue.ts'

/** Somebody with the right PIN, or why not. */
export type Identified =
  | { readonly kind: 'known'; readonly row: PersonRow }
  | Exclude<SignInResult, { readonly kind: 'signed-in' }>

/** Somebody whose badge is enough, whose PIN must follow, or why it is nobody's. */
type IdentifiedByBadge = Identified | { readonly kind: 'pin-needed'; readonly row: PersonRow }

type Operator = NonNullable<ReplicaStatus['operator']>

/** Who is signed in at the till. Survives a reload; each sign-in and sign-out is in the journal. */
export class TillSession {
  readonly #database: LocalDatabase
  readonly #store: StoreId
  readonly #journal: JournalWriter
  readonly #onChange: (operator: Operator | null) => void
  readonly #queue = new SerialQueue()
  #operator: Operator | null = null

  constructor(
    database: LocalDatabase,
    store: StoreId,
    journal: JournalWriter,
    onChange: (operator: Operator | null) => void,
  ) {
    this.#database = database
    this.#store = store
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

  /** Whose badge this is where it is enough by itself. SPEC P3. */
  identifyByBadge(code: BadgeCode): Promise<Identified> {
    return this.#queue.run(() => this.#identifyByBadgeAlone(code))
  }

  /** Whose badge this is, and whether their PIN must follow. */
  readBadge(code: BadgeCode): Promise<ReadBadgeResult> {
    return this.#queue.run(async () => {
      const known = await this.#identifyByBadge(code)
      if (known.kind === 'known') return { kind: 'whose', person: known.row.id, needsPin: false }
      return known.kind === 'pin-needed' ? { kind: 'whose', person: known.row.id, needsPin: true } : known
    })
  }

  signIn(person: PersonId, pin: string): Promise<SignInResult> {
    return this.#queue.run(async () => this.#begin(await this.#identify(person, pin)))
  }

  signInByBadge(code: BadgeCode): Promise<SignInResult> {
    return this.#queue.run(async () => this.#begin(await this.#identifyByBadgeAlone(code)))
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

  async #identifyByBadgeAlone(code: BadgeCode): Promise<Identified> {
    const known = await this.#identifyByBadge(code)
    return known.kind === 'pin-needed' ? { kind: 'unknown-person' } : known
  }

  async #identifyByBadge(code: BadgeCode): Promise<IdentifiedByBadge> {
    const now = Date.now()
    const [all, people, organisation] = await Promise.all([
      this.#database.pinAttempts.get(UNKNOWN_BADGES),
      this.#database.people.where('store').equals(this.#store).toArray(),
      this.#database.organisation.toCollection().first(),
    ])
    const tries = recentTries(all, now)
    const waitMs = waitBefore(tries, now)
    if (waitMs > 0) return { kind: 'must-wait', waitMs }
    // Noted before it is looked at, as a PIN's try is.
    const failed = afterWrongPin(UNKNOWN_BADGES, tries, now)
    await this.#database.pinAttempts.put(failed)
    const row = await whoseBadge(code, people)
    if (!row) return { kind: 'wrong-pin', waitMs: waitBefore(failed, Date.now()) }
    // This was no wrong one; those before it were.
    if (tries) await this.#database.pinAttempts.put(tries)
    else await this.#database.pinAttempts.delete(UNKNOWN_BADGES)
    if (organisation?.badgeSignIn !== 'badge')
      return row.pin ? { kind: 'pin-needed', row } : { kind: 'unknown-person' }
    const own = waitBefore(await this.#database.pinAttempts.get(row.id), Date.now())
    return own > 0 ? { kind: 'must-wait', waitMs: own } : { kind: 'known', row }
  }

  /** Signs in who was identified, and out who was signed in before. */
  async #begin(known: Identified): Promise<SignInResult> {
    if (known.kind !== 'known') return known
    const { id: person, name } = known.row
    if (this.#operator) await this.#end(this.#operator)
    await this.#journal.recordSession('sign-in', person)
    await this.#database.meta.bulkPut([
      { key: 'operator', value: { person, name, since: Date.now() } },
      { key: 'lastOperator', value: person },
    ])
    this.#set({ person, name })
    return { kind: 'signed-in', name }
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
