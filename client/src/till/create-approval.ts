import {
  type BadgeCode,
  type DiscountLimits,
  discountLimitsOf,
  hasTillRight,
  type PersonId,
  roleLimitsOf,
  type SaleRefusal,
  type TillPerson,
  type TillRight,
  widestLimits,
} from '@evertill/crdt-model'
import { type Accessor, createEffect, createMemo, createSignal, on } from 'solid-js'
import type { LocalDatabase, PersonRow } from '../local/database.ts'
import { createLiveQuery } from '../local/live-query.ts'
import { tillPersonOf } from '../local/till-person.ts'
import type { Replica } from '../replica/create-replica.ts'
import type { ApproveResult } from '../replica/protocol.ts'
import type { PinOutcome } from './pin-pad.tsx'
import type { Exceeds } from './sale-store.ts'

/** Somebody with the right is asked to allow something. */
export interface ApprovalRequest {
  readonly right: TillRight
  /** The sale it is for, or null for one act. */
  readonly sale: string | null
  /** Why what somebody may take off is too little for it. */
  readonly exceeds?: Exceeds
}

/** What the operator may do, and the question to somebody who may do more. SPEC O. */
export interface Approval {
  /** Whether the operator may do this by themselves, or because somebody allowed it for this sale. */
  readonly may: (right: TillRight, sale?: string) => boolean
  /** What the operator is at this till; undefined while nobody is signed in. */
  readonly person: Accessor<TillPerson | undefined>
  /** How much may be taken off in a sale: what the operator may, and whoever allowed more for it. */
  readonly limits: (sale: string) => DiscountLimits
  /** Resolves with whether it may be done: at once, or when somebody with the right was asked. */
  readonly ask: (right: TillRight, sale?: string) => Promise<boolean>
  /** Asks somebody in any case: what the operator may do was not enough. */
  readonly askSomebody: (right: TillRight, sale?: string, exceeds?: Exceeds) => Promise<boolean>
  /** Why the limits of this person, together with those that hold already, are too low for what is asked. */
  readonly tooLow: (row: PersonRow) => SaleRefusal | undefined
  readonly request: Accessor<ApprovalRequest | null>
  /** Somebody's PIN for what is asked. */
  readonly give: (person: PersonId, pin: string) => Promise<PinOutcome>
  /** Somebody's badge, where badges are enough. */
  readonly giveByBadge: (code: BadgeCode) => Promise<PinOutcome>
  readonly refuse: () => void
}

/** What somebody allowed for a sale. */
interface Given {
  readonly right: TillRight
  readonly sale: string
  readonly by: TillPerson
}

export function createApproval(database: LocalDatabase, replica: Pick<Replica, 'send' | 'status'>): Approval {
  const operator = createMemo(() => replica.status().operator?.person)
  const row = createLiveQuery(() => {
    const id = operator()
    return id === undefined ? undefined : database.people.get(id)
  })
  const person = createMemo(() => {
    const now = row()
    return now && tillPersonOf(now)
  })
  const organisation = createLiveQuery(() => database.organisation.toCollection().first())
  const [request, setRequest] = createSignal<ApprovalRequest | null>(null)
  /** What was allowed for sales, as the worker remembers it too. */
  const [given, setGiven] = createSignal<readonly Given[]>([])
  let answer: (allowed: boolean) => void = () => {}

  function settle(allowed: boolean): void {
    setRequest(null)
    answer(allowed)
  }

  function askSomebody(right: TillRight, sale?: string, exceeds?: Exceeds): Promise<boolean> {
    // One question at a time: the earlier one is answered with no.
    settle(false)
    setRequest({ right, sale: sale ?? null, ...(exceeds && { exceeds }) })
    return new Promise(resolve => {
      answer = resolve
    })
  }

  function keepGiven(by: TillPerson, { right, sale }: ApprovalRequest): void {
    if (sale !== null) setGiven(all => [...all.filter(each => each.sale === sale), { right, sale, by }])
  }

  function may(right: TillRight, sale?: string): boolean {
    const now = person()
    if (now === undefined) return false
    return hasTillRight(now, right) || given().some(each => each.right === right && each.sale === sale)
  }

  /** @param more somebody whose limits are to count as well */
  function limitsIn(sale: string, more: readonly TillPerson[] = []): DiscountLimits {
    const own = person()
    const allowed = given().flatMap(each =>
      each.sale === sale && each.right === 'discount' ? [each.by] : [],
    )
    const limits = roleLimitsOf(organisation())
    return widestLimits(
      [...(own ? [own] : []), ...allowed, ...more].map(each => discountLimitsOf(each, limits)),
    )
  }

  function tooLow(row: PersonRow): SaleRefusal | undefined {
    const asked = request()
    if (!asked?.exceeds || asked.sale === null) return undefined
    return asked.exceeds(limitsIn(asked.sale, [tillPersonOf(row)]))
  }

  /** Has the worker check who somebody is, and what is asked carried out when they may allow it. */
  async function lend(
    approve: (ask: Pick<ApprovalRequest, 'right' | 'sale'>) => Promise<ApproveResult>,
  ): Promise<PinOutcome> {
    const asked = request()
    if (asked === null) return 'failed'
    const { right, sale } = asked
    const result = await approve({ right, sale })
    // Answered otherwise meanwhile: closed, or another operator.
    if (request() !== asked) return 'failed'
    switch (result.kind) {
      case 'approved': {
        const row = await database.people.get(result.person)
        if (row) keepGiven(tillPersonOf(row), asked)
        settle(true)
        return 'done'
      }
      case 'not-theirs':
        return 'not-theirs'
      case 'unknown-person':
        return 'unknown'
      case 'wrong-pin':
      case 'must-wait':
        return 'wrong'
      case 'not-signed-in':
      case 'storage-failed':
        return 'failed'
    }
  }

  // What was allowed was allowed to one operator; the worker forgets it then too.
  createEffect(
    on(
      operator,
      () => {
        setGiven([])
        settle(false)
      },
      { defer: true },
    ),
  )

  return {
    may,
    person,
    limits: sale => limitsIn(sale),
    tooLow,
    ask: (right, sale) => (may(right, sale) ? Promise.resolve(true) : askSomebody(right, sale)),
    askSomebody,
    request,
    give: (person, pin) => lend(ask => replica.send<'approve'>({ type: 'approve', person, pin, ...ask })),
    giveByBadge: code =>
      lend(ask => replica.send<'approveByBadge'>({ type: 'approveByBadge', code, ...ask })),
    refuse: () => settle(false),
  }
}
