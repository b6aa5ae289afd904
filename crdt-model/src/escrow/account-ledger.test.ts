import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AccountId, toId } from '../ids.ts'
import type { JournalEvent, SaleEvent } from '../journal/journal-entry.ts'
import { GBP } from '../testing/sample-sale.ts'
import { PROPERTY_TIMEOUT, seeds } from '../testing/seeds.ts'
import {
  type AccountLedger,
  accountBalance,
  freeShare,
  givenAfter,
  type HolderSums,
  holderShare,
} from './account-ledger.ts'
import { accountMoves } from './account-moves.ts'
import { shareLeft, type ToldShare } from './till-share.ts'

const CARD = toId<AccountId>('card')
const NOTHING: HolderSums = { put: 0, taken: 0, back: 0, given: 0, released: 0 }

describe('K4 what the relay gives', () => {
  test('only grows, is never more than is free, and is the same when asked again', () => {
    expect(givenAfter(0, 500, { knows: 0, more: 300 })).toBe(300)
    expect(givenAfter(300, 200, { knows: 0, more: 300 })).toBe(300)
    expect(givenAfter(300, 200, { knows: 300, more: 900 })).toBe(500)
    expect(givenAfter(300, 200, { knows: 9000, more: 9000 })).toBe(500)
    expect(givenAfter(300, 0, { knows: 0, more: 0 })).toBe(300)
  })

  test('what a till overspent, or gave back without having it, is missing to nobody else', () => {
    const honest: HolderSums = { ...NOTHING, given: 300, taken: 100 }
    const cheat: HolderSums = { ...NOTHING, given: 100, taken: 400 }
    const ledger: AccountLedger = { own: 1000, holders: [honest, cheat] }
    expect(holderShare(cheat)).toBe(-300)
    expect(holderShare(honest)).toBe(200)
    expect(accountBalance(ledger)).toBe(500)
    expect(freeShare(ledger)).toBe(300)
    const liar: HolderSums = { ...NOTHING, given: 100, back: 5000 }
    expect(freeShare({ own: 1000, holders: [honest, liar] })).toBe(700)
  })

  test('K7 the share of a till that is lost can be released, and is missing if it comes back after all', () => {
    const lost: HolderSums = { ...NOTHING, given: 400, released: 400 }
    expect(freeShare({ own: 400, holders: [lost] })).toBe(400)
    const back: AccountLedger = {
      own: 400,
      holders: [
        { ...lost, taken: 250 },
        { ...NOTHING, given: 400, taken: 400 },
      ],
    }
    expect(accountBalance(back)).toBe(-250)
    expect(freeShare(back)).toBe(0)
  })
})

const TILLS = 3

type Step = {
  readonly till: number
  readonly kind: 'ask' | 'lose-answer' | 'spend' | 'sell' | 'refund' | 'back' | 'sync' | 'lose-database'
  readonly amount: number
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  till: fc.nat({ max: TILLS - 1 }),
  kind: fc.constantFrom<Step['kind']>(
    'ask',
    'ask',
    'lose-answer',
    'spend',
    'spend',
    'sell',
    'refund',
    'back',
    'sync',
    'sync',
    'lose-database',
  ),
  amount: fc.integer({ min: 1, max: 400 }),
})

/** fast-check makes short lists of its own accord: a session is long. */
const anySteps = fc.array(anyStep, { maxLength: 120, size: 'max' })

/** A till, and what the relay has of it: a prefix of its journal, and what was given. */
class SimulatedTill {
  /** Every entry there ever was, by number from 1. */
  readonly journal: JournalEvent[] = []
  /** How much of it is still in the till's database: it may lose what the relay has. */
  kept = 0
  told: ToldShare | undefined
  knows = 0
  /** What the relay has. */
  synced = 0
  given = 0

  left(): number {
    const own = this.journal.map((event, i) => ({ number: i + 1, event }))
    return shareLeft(CARD, this.told, own.slice(this.kept))
  }

  sums(upTo = this.synced): HolderSums {
    const moves = this.journal.slice(0, upTo).flatMap(accountMoves)
    const sum = (kind: string) =>
      moves.reduce((total, move) => total + (move.kind === kind ? move.amount : 0), 0)
    return { put: sum('put'), taken: sum('take'), back: sum('back'), given: this.given, released: 0 }
  }
}

const sale = (changes: Partial<SaleEvent>): SaleEvent => ({
  kind: 'sale',
  currency: GBP,
  lines: [],
  taxes: [],
  total: 0,
  tenders: [],
  change: 0,
  ageChecked: 0,
  ...changes,
})

function eventFor({ kind, amount }: Step, left: number): JournalEvent | undefined {
  const most = Math.min(amount, left)
  switch (kind) {
    case 'spend':
      return most > 0 ? sale({ tenders: [{ kind: 'gift-card', amount: most, account: CARD }] }) : undefined
    case 'back':
      return most > 0 ? { kind: 'share-back', account: CARD, currency: GBP, amount: most } : undefined
    case 'sell': {
      const item = { kind: 'unlisted', name: 'Card' } as const
      const line = { item, quantity: 1000, unitPrice: amount, listPrice: amount, amount, taxes: [] }
      return sale({ lines: [{ ...line, account: CARD }] })
    }
    case 'refund': {
      const goods = sale({ tenders: [{ kind: 'store-credit', amount, account: CARD }] })
      return { kind: 'refund', of: null, reason: 'x', goods, origins: [] }
    }
    default:
      return undefined
  }
}

function play(steps: readonly Step[], own: number): SimulatedTill[] {
  const tills = Array.from({ length: TILLS }, () => new SimulatedTill())
  const ledger = (): AccountLedger => ({ own, holders: tills.map(till => till.sums()) })
  for (const step of steps) {
    const till = tills[step.till]
    if (till === undefined) continue
    const event = eventFor(step, till.left())
    if (event) till.journal.push(event)
    if (step.kind === 'sync') till.synced = Math.max(till.synced, till.journal.length - (step.amount % 3))
    if (step.kind === 'ask' || step.kind === 'lose-answer') {
      const wish = { knows: till.knows, more: step.amount }
      till.given = givenAfter(till.given, freeShare(ledger()), wish)
      // A till takes no answer that says less of its journal than what its database has lost.
      if (step.kind === 'ask' && till.synced >= till.kept) {
        till.knows = till.given
        till.told = { share: holderShare(till.sums()), upTo: till.synced }
      }
    }
    if (step.kind === 'lose-database') {
      // What is acknowledged is more than what the relay has read of it yet.
      till.kept = Math.min(till.journal.length, till.synced + (step.amount % 3))
      till.told = undefined
      till.knows = 0
    }
    const now = ledger()
    expect(freeShare(now) + now.holders.reduce((sum, each) => sum + holderShare(each), 0)).toBe(
      accountBalance(now),
    )
  }
  return tills
}

describe('K3 never below zero', () => {
  test.each(seeds({ first: 1, second: 20_261_121 }))(
    'whatever is cut off, lost, late or asked twice, seed $seed ($name)',
    ({ seed }) => {
      fc.assert(
        fc.property(anySteps, fc.nat({ max: 900 }), (steps, own) => {
          const tills = play(steps, own)
          const all = tills.map(till => till.sums(till.journal.length))
          for (const [i, sums] of all.entries()) {
            expect(holderShare(sums)).toBeGreaterThanOrEqual(0)
            expect(tills[i]?.left()).toBeLessThanOrEqual(holderShare(sums))
          }
          const issued = own + all.reduce((sum, { put }) => sum + put, 0)
          const spent = all.reduce((sum, { taken }) => sum + taken, 0)
          expect(accountBalance({ own, holders: all })).toBe(issued - spent)
          expect(issued - spent).toBeGreaterThanOrEqual(0)
        }),
        { seed, numRuns: 400 },
      )
    },
    PROPERTY_TIMEOUT,
  )
})
