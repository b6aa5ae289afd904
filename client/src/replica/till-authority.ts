import {
  type DiscountLimits,
  discountLimitsOf,
  hasTillRight,
  isReducedByHand,
  limitRefusal,
  type PayingSale,
  type PersonId,
  rightsNeeded,
  roleLimitsOf,
  type SaleRefusal,
  type TillRight,
  widestLimits,
} from '@evertill/crdt-model'
import type { LocalDatabase, PersonRow } from '../local/database.ts'
import { tillPersonOf } from '../local/till-person.ts'
import type { JournalWriter } from './journal-writer.ts'
import type { ApproveResult, CommandOf } from './protocol.ts'
import type { Identified, TillSession } from './till-session.ts'

/** What somebody allowed: for one sale, or once. */
interface Approval {
  readonly right: TillRight
  readonly by: PersonRow
  readonly sale: string | null
}

/**
 * What the operator may do, by themselves and by what somebody with the right allowed on the spot. Approvals are
 * journaled before they hold, and end with the sale, the act or the operator they were given for. SPEC O.
 */
export class TillAuthority {
  readonly #database: LocalDatabase
  readonly #journal: JournalWriter
  readonly #session: TillSession
  #approvals: readonly Approval[] = []

  constructor(database: LocalDatabase, journal: JournalWriter, session: TillSession) {
    this.#database = database
    this.#journal = journal
    this.#session = session
  }

  /** Takes somebody's PIN for one right. What is approved holds once it is in the journal. SPEC O4. */
  approve({ person, pin, right, sale }: CommandOf<'approve'>): Promise<ApproveResult> {
    return this.#allow(() => this.#session.identify(person, pin), right, sale)
  }

  /** Takes somebody's badge for one right, where badges are enough. SPEC O4, P3. */
  approveByBadge({ code, right, sale }: CommandOf<'approveByBadge'>): Promise<ApproveResult> {
    return this.#allow(() => this.#session.identifyByBadge(code), right, sale)
  }

  async #allow(
    identify: () => Promise<Identified>,
    right: TillRight,
    sale: string | null,
  ): Promise<ApproveResult> {
    const operator = this.#session.operator
    if (!operator) return { kind: 'not-signed-in' }
    const known = await identify()
    if (known.kind !== 'known') return known
    const { row } = known
    if (!hasTillRight(tillPersonOf(row), right)) return { kind: 'not-theirs' }
    const event = { kind: 'approval', by: row.id, right } as const
    const result = await this.#journal.record(operator.person, '', () => ({ ok: true, event }))
    if (result.kind === 'storage-failed') return result
    if (result.kind !== 'recorded') return { kind: 'not-signed-in' }
    // Somebody else may have signed in while it was written: it was not allowed to them.
    if (this.#session.operator?.person !== operator.person) return { kind: 'not-signed-in' }
    this.#approvals = [...this.#forSales(), { right, by: row, sale }]
    return { kind: 'approved', person: row.id, name: row.name }
  }

  /** Whether the operator has the right by themselves. */
  async may(right: TillRight): Promise<boolean> {
    const operator = await this.#operator()
    return operator !== undefined && hasTillRight(tillPersonOf(operator), right)
  }

  /**
   * Whether the right may be used now. What was allowed once is used up by the next act that asks for a right, whatever
   * becomes of it: it was allowed for no other.
   * @param sale the sale it is used for, or null
   */
  async use(right: TillRight | null, sale: string | null): Promise<boolean> {
    if (right === null) return (await this.#operator()) !== undefined
    const approvals = this.#approvals
    this.#approvals = this.#forSales()
    const operator = await this.#operator()
    if (!operator) return false
    if (hasTillRight(tillPersonOf(operator), right)) return true
    return approvals.some(each => each.right === right && (each.sale === null || each.sale === sale))
  }

  /** How much may be taken off in a sale: what the operator may, and whoever allowed more for it. SPEC O3, O4. */
  async limitsFor(sale: string): Promise<DiscountLimits> {
    const operator = await this.#operator()
    const allowed = this.#approvals.filter(each => each.right === 'discount' && each.sale === sale)
    const limits = roleLimitsOf(await this.#database.organisation.toCollection().first())
    const people = [...(operator ? [operator] : []), ...allowed.map(each => each.by)]
    return widestLimits(people.map(row => discountLimitsOf(tillPersonOf(row), limits)))
  }

  /** Why the operator may not complete a sale by themselves or by what was allowed for it, or undefined. SPEC O5. */
  async judge(sale: PayingSale): Promise<SaleRefusal | undefined> {
    for (const right of rightsNeeded(sale)) {
      if (!(await this.#mayIn(sale.id, right))) return { code: 'not-allowed', right }
    }
    // A sale as most are asks nobody.
    return isReducedByHand(sale) ? limitRefusal(sale, sale.totals, await this.limitsFor(sale.id)) : undefined
  }

  /** The sale is over, one way or another. */
  endSale(sale: string): void {
    this.#approvals = this.#approvals.filter(each => each.sale !== sale)
  }

  /** Another operator begins with nothing allowed. */
  forget(): void {
    this.#approvals = []
  }

  /** Without what was allowed for one act. */
  #forSales(): readonly Approval[] {
    return this.#approvals.filter(each => each.sale !== null)
  }

  async #mayIn(sale: string, right: TillRight): Promise<boolean> {
    const operator = await this.#operator()
    if (operator && hasTillRight(tillPersonOf(operator), right)) return true
    return this.#approvals.some(each => each.right === right && each.sale === sale)
  }

  async #operator(): Promise<PersonRow | undefined> {
    const person: PersonId | undefined = this.#session.operator?.person
    return person && (await this.#database.people.get(person))
  }
}
