import {
  type DiscountLimits,
  discountLimitsOf,
  hasTillRight,
  type PersonId,
  roleLimitsOf,
  type TillPerson,
  type TillRight,
  widestLimits,
} from '@evertill/crdt-model'
import { type Accessor, createMemo, createSignal } from 'solid-js'
import type { LocalDatabase } from '../local/database.ts'
import { createLiveQuery } from '../local/live-query.ts'
import { tillPersonOf } from '../local/till-person.ts'
import type { Replica } from '../replica/create-replica.ts'
import type { PinOutcome } from './pin-pad.tsx'

/** Somebody with the right is asked to allow something. */
export interface ApprovalRequest {
  readonly right: TillRight
  /** The sale it is for, or null for one act. */
  readonly sale: string | null
}

/** What the operator may do, and the question to somebody who may do more. SPEC O. */
export interface Approval {
  /** Whether the operator may do this by themselves. */
  readonly may: (right: TillRight) => boolean
  /** What the operator is at this till; undefined while nobody is signed in. */
  readonly person: Accessor<TillPerson | undefined>
  /** How much may be taken off in a sale: what the operator may, and whoever allowed more for it. */
  readonly limits: (sale: string) => DiscountLimits
  /** Resolves with whether it may be done: at once, or when somebody with the right was asked. */
  readonly ask: (right: TillRight, sale?: string) => Promise<boolean>
  /** Asks somebody in any case: what the operator may do was not enough. */
  readonly askSomebody: (right: TillRight, sale?: string) => Promise<boolean>
  readonly request: Accessor<ApprovalRequest | null>
  /** Somebody's PIN for what is asked. */
  readonly give: (person: PersonId, pin: string) => Promise<PinOutcome>
  readonly refuse: () => void
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
  const [given, setGiven] = createSignal<readonly { readonly sale: string; readonly by: TillPerson }[]>([])
  let answer: (allowed: boolean) => void = () => {}

  function settle(allowed: boolean): void {
    setRequest(null)
    answer(allowed)
  }

  function askSomebody(right: TillRight, sale?: string): Promise<boolean> {
    // One question at a time: the earlier one is answered with no.
    settle(false)
    setRequest({ right, sale: sale ?? null })
    return new Promise(resolve => {
      answer = resolve
    })
  }

  async function keepGiven(by: PersonId, { right, sale }: ApprovalRequest): Promise<void> {
    if (right !== 'discount' || sale === null) return
    const row = await database.people.get(by)
    if (row) setGiven(all => [...all.filter(each => each.sale === sale), { sale, by: tillPersonOf(row) }])
  }

  function may(right: TillRight): boolean {
    const now = person()
    return now !== undefined && hasTillRight(now, right)
  }

  return {
    may,
    person,
    limits(sale) {
      const own = person()
      const allowed = given().flatMap(each => (each.sale === sale ? [each.by] : []))
      const limits = roleLimitsOf(organisation())
      return widestLimits([...(own ? [own] : []), ...allowed].map(each => discountLimitsOf(each, limits)))
    },
    ask: (right, sale) => (may(right) ? Promise.resolve(true) : askSomebody(right, sale)),
    askSomebody,
    request,
    async give(by, pin) {
      const asked = request()
      if (asked === null) return 'failed'
      const result = await replica.send<'approve'>({ type: 'approve', person: by, pin, ...asked })
      switch (result.kind) {
        case 'approved':
          await keepGiven(by, asked)
          settle(true)
          return 'done'
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
    },
    refuse: () => settle(false),
  }
}
