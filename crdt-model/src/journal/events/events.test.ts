import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AccountId,
  type CustomerId,
  type PersonId,
  type PromotionId,
  type TillId,
  toId,
} from '../../ids.ts'
import { anyNewEvent } from '../../testing/any-event.ts'
import { usualSale } from '../../testing/sale-events.ts'
import { PROPERTY_TIMEOUT } from '../../testing/seeds.ts'
import { makeTillKeys } from '../../testing/web-crypto.ts'
import { decodeEntry, encodeEntry, SIGNATURE_BYTES } from '../encode-entry.ts'
import { eventMoves } from '../event-moves.ts'
import type { JournalEntry, JournalEvent, SaleEvent } from '../journal-entry.ts'
import { saleMoves } from '../sale-moves.ts'
import { emptyJournal, headAfter, sealEntry } from '../seal-entry.ts'
import { verifyJournal } from '../verify-journal.ts'
import type { ExchangeEvent, RefundEvent } from './refund.ts'

const PROMOTION = toId<PromotionId>('prOmotion1')

function entryOf(event: JournalEvent): JournalEntry {
  return {
    epoch: 1,
    number: 12_345,
    at: Date.UTC(2026, 10, 20, 12, 34, 56, 789),
    offsetMinutes: -300,
    operator: toId<PersonId>('operator01'),
    previous: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    event,
  }
}

function sealed(content: Uint8Array): Uint8Array {
  return Uint8Array.of(...content, ...new Uint8Array(SIGNATURE_BYTES))
}

function sizeOf(event: JournalEvent): number {
  return sealed(encodeEntry(entryOf(event))).length
}

/** The usual sale with a customer, a promotion on two lines, a coupon, and a card beside the cash. */
const richSale: SaleEvent = {
  ...usualSale,
  discounts: [{ source: { kind: 'promotion', promotion: PROMOTION }, amount: 300 }],
  lines: usualSale.lines.map((line, i) => ({
    ...line,
    amount: line.amount - (i < 2 ? 150 : 0),
    ...(i < 2 ? { discounts: [[0, 150] as const] } : {}),
  })),
  customer: toId<CustomerId>('customer01'),
  tenders: [
    { kind: 'card', amount: 3000, reference: '123456' },
    { kind: 'cash', amount: 600 },
  ],
  rounding: -2,
}

const refund: RefundEvent = {
  kind: 'refund',
  of: { till: toId<TillId>('tillNumber'), epoch: 1, number: 77 },
  reason: 'Too small',
  goods: { ...usualSale, change: 0, tenders: [{ kind: 'cash', amount: 3815 }] },
  origins: usualSale.lines.map((_, line) => ({ line, restock: line > 0 })),
}

describe('journal events', () => {
  it(
    'J1 J9 come back as they were, whatever was done',
    () => {
      fc.assert(
        fc.property(anyNewEvent, event => {
          const content = encodeEntry(entryOf(event))
          expect(decodeEntry(sealed(content))?.entry.event).toEqual(event)
        }),
        { seed: 1, numRuns: 1500 },
      )
    },
    PROPERTY_TIMEOUT,
  )

  it(
    'J2 have one form, and reading what was changed or cut off never throws',
    () => {
      const change = fc.tuple(fc.nat({ max: 400 }), fc.nat({ max: 255 }))
      fc.assert(
        fc.property(
          anyNewEvent,
          fc.array(change, { minLength: 1, maxLength: 3 }),
          fc.nat(),
          (event, changes, cut) => {
            const content = encodeEntry(entryOf(event))
            const changed = content.slice()
            for (const [position, value] of changes) if (position < changed.length) changed[position] = value
            const decoded = decodeEntry(sealed(changed))
            if (decoded) expect(encodeEntry(decoded.entry)).toEqual(changed)
            decodeEntry(sealed(content.subarray(0, cut % content.length)))
          },
        ),
        { seed: 2, numRuns: 2000 },
      )
    },
    PROPERTY_TIMEOUT,
  )

  it('J3 a sale that uses nothing new has the very bytes it always had', () => {
    expect(Buffer.from(encodeEntry(entryOf(usualSale))).toString('hex')).toBe(
      '010101b96095d1cfc79f34ec040acb3a35937cb5001001020304050607080e01100356415481b518ab31bc0903' +
        '1090b0e7386a9126d002a704108e3f3c861041082004a213100010831051872090189501a73ba03eb902',
    )
  })

  const paidBy = (tender: SaleEvent['tenders'][number]): SaleEvent => ({
    ...usualSale,
    change: 0,
    tenders: [tender],
  })
  const hexOf = (event: JournalEvent) => Buffer.from(encodeEntry(entryOf(event))).toString('hex')
  /** Up to the code of the tender. */
  const before =
    '010401b96095d1cfc79f34ec040acb3a35937cb5001001020304050607080801100356415481b518ab31bc0903' +
    '1090b0e7386a9126d002a704108e3f3c861041082004a213100010831051872090189501a73b01'

  it('J10 a card without a slip has the very bytes it always had', () => {
    expect(hexOf(paidBy({ kind: 'card', amount: 3815, reference: '123456' }))).toBe(
      `${before}03a73b0631323334353600`,
    )
  })

  it('E10 a card with a slip has a code of its own, and says only what there is', () => {
    const card = { kind: 'card', amount: 3815, reference: '123456' } as const
    const slip = { scheme: 'Visa Debit', lastFour: '0042', aid: 'A0000000031010', approval: 'A1' }
    const start = `${before}0aa73b06313233343536`
    expect(hexOf(paidBy({ ...card, slip }))).toBe(
      `${start}0f0a56697361204465626974${'2a'}07a0000000031010${'024131'}00`,
    )
    expect(hexOf(paidBy({ ...card, slip: { lastFour: '9999' } }))).toBe(`${start}028f4e00`)
  })

  it.each([
    ['no slip at all', '00'],
    ['a field that is not known', '1000'],
    ['five digits', '02904e'],
    ['an AID of four bytes', '0404a0000000'],
    ['an AID of digits alone', '040540000000'.padEnd(14, '0')],
    ['an approval with a small letter', '080161'],
    ['an empty label', '0100'],
    ['a label of 25 signs', `0119${'41'.repeat(25)}`],
  ])('J2 E10 a slip is not read that is of %s', (_, slip) => {
    const bytes = Buffer.from(`${before}0aa73b06313233343536${slip}00`, 'hex')
    expect(decodeEntry(sealed(bytes))).toBeUndefined()
  })

  it('J9 a sale of three lines with all that is usual beside takes at most 200 bytes with its signature', () => {
    expect(sizeOf(richSale)).toBeLessThanOrEqual(200)
    expect(sizeOf({ kind: 'void', number: 12_344, reason: 'Mistake', sale: usualSale })).toBeLessThanOrEqual(
      200,
    )
    expect(sizeOf(refund)).toBeLessThanOrEqual(200)
  })

  it('J9 what takes no part in a sale takes less than 130 bytes', () => {
    const small: JournalEvent[] = [
      {
        kind: 'shift-close',
        shift: 9,
        counted: [{ currency: usualSale.currency, pieces: [{ value: 2000, count: 7 }], loose: 85 }],
        reason: '',
      },
      { kind: 'drop', currency: usualSale.currency, amount: 50_000, reason: 'Bag 12' },
      { kind: 'approval', by: toId<PersonId>('manager001'), right: 'price' },
      { kind: 'reprint', epoch: 1, number: 12 },
      { kind: 'training', step: 'begin' },
    ]
    for (const event of small) expect(sizeOf(event), event.kind).toBeLessThan(130)
  })

  it.each<[string, JournalEvent]>([
    ['a line discount of no source', { ...richSale, discounts: [] }],
    [
      'an exemption that is not there',
      { ...usualSale, lines: usualSale.lines.map(line => ({ ...line, exemption: 0 })) },
    ],
    ['a refund with a line of no origin', { ...refund, origins: [] }],
    ['an unknown event of a known code', { kind: 'unknown', code: 20, bytes: new Uint8Array() }],
    [
      'an account that is no id',
      { ...usualSale, tenders: [{ kind: 'gift-card', amount: 1, account: '' as AccountId }] },
    ],
    [
      'a slip that says nothing',
      { ...usualSale, tenders: [{ kind: 'card', amount: 1, reference: '1', slip: {} }] },
    ],
    [
      'more than four digits of a card',
      { ...usualSale, tenders: [{ kind: 'card', amount: 1, reference: '1', slip: { lastFour: '12345' } }] },
    ],
    ['a reason too long', { kind: 'no-sale', reason: 'x'.repeat(201) }],
    ['a negative count', { kind: 'sale-cancel', lines: -1, amount: 0 }],
  ])('J2 does not write %s', (_, event) => {
    expect(() => encodeEntry(entryOf(event))).toThrow(RangeError)
  })

  it('J10 a journal with entries of a newer till is verified, and keeps them', async () => {
    const keys = await makeTillKeys()
    const till = toId<TillId>('till')
    let head = await emptyJournal(till, 1, keys.sha256)
    const bytes: Uint8Array[] = []
    const events: JournalEvent[] = [
      { kind: 'sign-in' },
      { kind: 'unknown', code: 200, bytes: Uint8Array.of(1, 2, 3) },
      usualSale,
    ]
    for (const event of events) {
      const entry = await sealEntry(head, { at: 1000, offsetMinutes: 0, operator: null, event }, keys)
      head = headAfter(entry)
      bytes.push(entry.bytes)
    }
    const verified = await verifyJournal(till, 1, bytes, keys)
    expect(verified.findings).toEqual([])
    expect(verified.entries.map(({ entry }) => entry.event)).toEqual(events)
  })
})

describe('J8 stock', () => {
  const moves = saleMoves(usualSale)
  const back = moves.map(move => ({ ...move, quantity: -move.quantity }))

  it('a void puts back what the sale took out', () => {
    expect(eventMoves(usualSale)).toEqual(moves)
    expect(eventMoves({ kind: 'void', number: 1, reason: '', sale: usualSale })).toEqual(back)
  })

  it('a refund puts back what goes on the shelf', () => {
    expect(eventMoves(refund)).toEqual(back.slice(1))
  })

  it('an exchange does both, and moves nothing of what it takes and gives', () => {
    const exchange: ExchangeEvent = { kind: 'exchange', refund, sale: usualSale }
    expect(eventMoves(exchange)).toEqual(moves.slice(0, 1))
  })

  it('nothing else moves anything', () => {
    expect(eventMoves({ kind: 'no-sale', reason: '' })).toEqual([])
  })
})
