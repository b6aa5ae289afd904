import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AccountId, toId } from '../ids.ts'
import { PROPERTY_TIMEOUT, seeds } from '../testing/seeds.ts'
import { decodeEscrowEntry, encodeEscrowEntry } from './encode-escrow-entry.ts'
import { escrowEntry, evenShares } from './escrow-acts.ts'
import type { EscrowAct, EscrowEntry, EscrowHolder } from './escrow-entry.ts'
import { applyEscrow, balanceOf, foldEscrow, overspent, spendableOf } from './escrow-fold.ts'

const HOLDERS = ['office', 'till-1', 'till-2', 'till-3'].map(each => toId<EscrowHolder>(each))
const [
  OFFICE = HOLDERS[0] as EscrowHolder,
  TILL = HOLDERS[0] as EscrowHolder,
  OTHER = HOLDERS[0] as EscrowHolder,
] = HOLDERS
const ACCOUNTS = ['card-a', 'card-b'].map(each => toId<AccountId>(each))
const [CARD = ACCOUNTS[0] as AccountId] = ACCOUNTS

function act(entries: readonly EscrowEntry[], holder: EscrowHolder, what: EscrowAct): EscrowEntry[] {
  const result = escrowEntry(foldEscrow(entries), holder, CARD, what)
  return result.ok ? [...entries, result.entry] : expect.unreachable()
}

describe('K3 spending', () => {
  test('is up to the share that was handed over', () => {
    const issued = act([], OFFICE, { kind: 'issue', amount: 1000 })
    const shared = act(issued, OFFICE, { kind: 'give', amount: 300, to: TILL })
    const spend = (amount: number) => escrowEntry(foldEscrow(shared), TILL, CARD, { kind: 'spend', amount })
    expect(spend(301)).toEqual({ ok: false, refusal: { code: 'balance-too-low', left: 300 } })
    expect(spend(0)).toEqual({ ok: false, refusal: { code: 'amount-out-of-range' } })
    expect(spend(300).ok).toBe(true)
    expect(spendableOf(foldEscrow(shared), CARD, OTHER)).toBe(0)
    expect(balanceOf(foldEscrow(shared), CARD)).toBe(1000)
  })

  test('K4 somebody who spent more than it had is found out', () => {
    const cheat: EscrowEntry = { holder: TILL, counter: 1, account: CARD, act: { kind: 'spend', amount: 50 } }
    const fold = foldEscrow([...act([], OFFICE, { kind: 'issue', amount: 1000 }), cheat])
    expect(overspent(fold)).toEqual([{ account: CARD, holder: TILL, by: 50 }])
    expect(spendableOf(fold, CARD, TILL)).toBe(0)
  })

  test('K5 even shares lose nothing', () => {
    expect([...evenShares(1000, HOLDERS.slice(1)).values()]).toEqual([334, 333, 333])
  })
})

interface Step {
  readonly who: number
  readonly account: number
  readonly kind: 'issue' | 'give' | 'spend' | 'hear'
  readonly amount: number
  readonly other: number
}

const step: fc.Arbitrary<Step> = fc.record({
  who: fc.nat({ max: HOLDERS.length - 1 }),
  account: fc.nat({ max: 1 }),
  kind: fc.constantFrom('issue', 'give', 'spend', 'spend', 'hear'),
  amount: fc.integer({ min: 1, max: 400 }),
  other: fc.nat({ max: HOLDERS.length - 1 }),
})

/** Each holder knows its own entries, and of others what it heard: some of theirs, in any order. */
function play(steps: readonly Step[]): EscrowEntry[][] {
  const known: EscrowEntry[][] = HOLDERS.map(() => [])
  for (const { who, account, kind, amount, other } of steps) {
    const [holder, listener] = [HOLDERS[who], HOLDERS[other]]
    const mine = known[who]
    if (!holder || !listener || !mine) continue
    if (kind === 'hear') {
      const theirs = known[other] ?? []
      mine.push(...theirs.filter((_, i) => (i * 7 + amount) % 3 !== 0))
      continue
    }
    const what: EscrowAct = kind === 'give' ? { kind, amount, to: listener } : { kind, amount }
    const result = escrowEntry(foldEscrow(mine), holder, ACCOUNTS[account] ?? CARD, what)
    if (result.ok) mine.push(result.entry)
  }
  return known
}

describe('K2 never below zero', () => {
  test.each(seeds({ first: 1 }))(
    'under whatever partition, seed $seed ($name)',
    ({ seed }) => {
      fc.assert(
        fc.property(fc.array(step, { maxLength: 80 }), steps => {
          const known = play(steps)
          const all = foldEscrow(known.flat())
          expect(all.findings).toEqual([])
          expect(overspent(all)).toEqual([])
          for (const account of ACCOUNTS) {
            expect(balanceOf(all, account)).toBeGreaterThanOrEqual(0)
            const shares = HOLDERS.reduce((sum, holder) => sum + spendableOf(all, account, holder), 0)
            expect(shares).toBe(balanceOf(all, account))
            HOLDERS.forEach((holder, i) => {
              const own = spendableOf(foldEscrow(known[i] ?? []), account, holder)
              expect(own).toBeLessThanOrEqual(spendableOf(all, account, holder))
            })
          }
        }),
        { seed, numRuns: 400 },
      )
    },
    PROPERTY_TIMEOUT,
  )

  test('the same for any order and duplication, and piece by piece', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.infiniteStream(fc.nat()), (steps, random) => {
        const entries = play(steps).flat()
        const shuffled = [...entries, ...entries]
          .map(entry => ({ entry, at: random.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ entry }) => entry)
        const whole = foldEscrow(entries)
        const half = Math.floor(shuffled.length / 2)
        const parts = applyEscrow(foldEscrow(shuffled.slice(0, half)), shuffled.slice(half))
        for (const fold of [foldEscrow(shuffled), parts]) {
          expect(new Map([...fold.shares].sort())).toEqual(new Map([...whole.shares].sort()))
          expect(new Map([...fold.balances].sort())).toEqual(new Map([...whole.balances].sort()))
        }
      }),
      { seed: 2, numRuns: 200 },
    )
  })

  test('of two entries under one counter every replica takes the same, and tells it', () => {
    const one: EscrowEntry = { holder: TILL, counter: 1, account: CARD, act: { kind: 'issue', amount: 5 } }
    const two: EscrowEntry = { ...one, act: { kind: 'issue', amount: 700 } }
    const folds = [foldEscrow([one, two]), foldEscrow([two, one, two])]
    expect(folds[0]?.balances).toEqual(folds[1]?.balances)
    for (const { findings } of folds)
      expect(findings).toEqual([{ code: 'escrow-contradiction', holder: TILL, counter: 1 }])
  })

  test('what is no amount is no entry', () => {
    const bad: EscrowEntry = { holder: TILL, counter: 1, account: CARD, act: { kind: 'issue', amount: -5 } }
    expect(foldEscrow([bad])).toMatchObject({ findings: [{ code: 'escrow-unreadable' }] })
    expect(balanceOf(foldEscrow([bad]), CARD)).toBe(0)
  })
})

describe('K6 entries as bytes', () => {
  test('come back as they were, in one form', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), steps => {
        for (const entry of play(steps).flat()) {
          const bytes = encodeEscrowEntry(entry)
          expect(decodeEscrowEntry(bytes)).toEqual(entry)
          expect(bytes.length).toBeLessThan(40)
          expect(decodeEscrowEntry(bytes.subarray(1))).toBeUndefined()
          expect(decodeEscrowEntry(Uint8Array.of(...bytes, 0))).toBeUndefined()
        }
      }),
      { seed: 4, numRuns: 100 },
    )
  })

  test('anything else is none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
        const entry = decodeEscrowEntry(bytes)
        if (entry) expect(encodeEscrowEntry(entry)).toEqual(bytes)
      }),
      { seed: 5, numRuns: 500 },
    )
    expect(() =>
      encodeEscrowEntry({ holder: TILL, counter: 0, account: CARD, act: { kind: 'issue', amount: 1 } }),
    ).toThrow(RangeError)
  })
})
