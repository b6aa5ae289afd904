import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ProductId } from '../ids.ts'
import { decodeEntry, encodeEntry, SIGNATURE_BYTES } from '../journal/encode-entry.ts'
import { eventMoves } from '../journal/event-moves.ts'
import type { JournalEvent, SaleEvent } from '../journal/journal-entry.ts'
import { overReturned, refundsOf } from '../returns/return-goods.ts'
import { foldShift, splitShifts } from '../shift/fold-shift.ts'
import { PROPERTY_TIMEOUT, seeds } from '../testing/seeds.ts'
import { type Act, TillSession } from '../testing/till-session.ts'
import { sumTenders } from './amount-due.ts'

const act: fc.Arbitrary<Act> = fc.record({
  what: fc.nat({ max: 9 }),
  a: fc.nat({ max: 100 }),
  b: fc.nat({ max: 250 }),
})

describe('whatever is done at a till, in whatever order, tried or allowed', () => {
  test.each(seeds({ first: 1 }))(
    'J8 E6 T5 X1 Z5 the books agree, seed $seed ($name)',
    ({ seed }) => {
      const kinds = new Set<string>()
      fc.assert(
        fc.property(fc.array(act, { minLength: 40, maxLength: 160, size: 'max' }), acts => {
          const session = new TillSession()
          for (const each of acts) session.act(each)
          const events = session.entries.map(({ event }) => event)
          for (const event of events) kinds.add(event.kind)
          for (const { sale, isPaidOut } of events.flatMap(salesOf)) checkSale(sale, isPaidOut)
          session.entries.forEach(({ number, event }, i) => {
            expect(number).toBe(i + 1)
            checkBytes(event)
            if (event.kind !== 'sale') return
            const of = { till: 'till', epoch: 1, number } as Parameters<typeof refundsOf>[0]
            expect(overReturned(event, refundsOf(of, events))).toEqual([])
          })
          checkStock(events)
          for (const shift of splitShifts(session.entries))
            checkShift(
              shift.map(({ event }) => event),
              foldShift(shift),
            )
        }),
        { seed, numRuns: 60 },
      )
      expect([...kinds].sort()).toEqual(
        expect.arrayContaining(['drop', 'exchange', 'refund', 'sale', 'shift-close', 'shift-open', 'void']),
      )
    },
    PROPERTY_TIMEOUT,
  )
})

function salesOf(event: JournalEvent): { sale: SaleEvent; isPaidOut: boolean }[] {
  switch (event.kind) {
    case 'sale':
      return [{ sale: event, isPaidOut: false }]
    case 'void':
      return [{ sale: event.sale, isPaidOut: false }]
    case 'refund':
      return [{ sale: event.goods, isPaidOut: true }]
    case 'exchange':
      return [...salesOf(event.refund), ...salesOf(event.sale)]
    default:
      return []
  }
}

function checkSale(sale: SaleEvent, isPaidOut: boolean): void {
  const lines = sale.lines.reduce((sum, { amount }) => sum + amount, 0)
  const added = sale.taxes.reduce((sum, { tax, included }) => sum + (included ? 0 : tax), 0)
  expect(sale.total).toBe(lines + added)
  expect(sumTenders(sale.tenders) - sale.change).toBe(sale.total + (sale.tip ?? 0) + (sale.rounding ?? 0))
  if (isPaidOut) expect(sale.change).toBe(0)
}

function checkBytes(event: JournalEvent): void {
  const entry = {
    epoch: 1,
    number: 1,
    at: 0,
    offsetMinutes: 0,
    operator: null,
    previous: new Uint8Array(8),
    event,
  }
  const content = encodeEntry(entry)
  expect(decodeEntry(Uint8Array.of(...content, ...new Uint8Array(SIGNATURE_BYTES)))?.entry).toEqual(entry)
}

function checkStock(events: readonly JournalEvent[]): void {
  const moved = new Map<ProductId, number>()
  const expected = new Map<ProductId, number>()
  const add = (sums: Map<ProductId, number>, product: ProductId, quantity: number) =>
    sums.set(product, (sums.get(product) ?? 0) + quantity)
  for (const event of events) {
    for (const { product, quantity } of eventMoves(event)) add(moved, product, quantity)
    const voided = event.kind === 'void' ? 1 : -1
    if (event.kind === 'sale' || event.kind === 'void' || event.kind === 'exchange') {
      const sale = event.kind === 'sale' ? event : event.sale
      for (const { item, quantity } of sale.lines)
        if (item.kind === 'product') add(expected, item.product, voided * quantity)
    }
    const refund = event.kind === 'exchange' ? event.refund : event
    if (refund.kind !== 'refund') continue
    refund.goods.lines.forEach(({ item, quantity }, i) => {
      if (item.kind === 'product' && refund.origins[i]?.restock) add(expected, item.product, quantity)
    })
  }
  for (const product of new Set([...moved.keys(), ...expected.keys()]))
    expect(moved.get(product) ?? 0).toBe(expected.get(product) ?? 0)
}

function checkShift(events: readonly JournalEvent[], totals: ReturnType<typeof foldShift>): void {
  let [sold, returned, cash] = [0, 0, 0]
  const cashOf = (sale: SaleEvent) =>
    sumTenders(sale.tenders.filter(({ kind }) => kind === 'cash')) - sale.change
  for (const event of events) {
    const sign = event.kind === 'void' ? -1 : 1
    for (const { sale, isPaidOut } of salesOf(event)) {
      if (isPaidOut) returned += sale.total
      else sold += sign * sale.total
      cash += (isPaidOut ? -1 : sign) * cashOf(sale)
    }
    if (event.kind === 'cash-in') cash += event.amount
    if (event.kind === 'cash-out' || event.kind === 'drop') cash -= event.amount
    if (event.kind === 'shift-open')
      for (const { pieces, loose } of event.float)
        cash += pieces.reduce((sum, { value, count }) => sum + value * count, loose)
  }
  expect(totals?.currencies[0]?.sales.total ?? 0).toBe(sold)
  expect(totals?.currencies[0]?.refunds.total ?? 0).toBe(returned)
  expect(totals?.drawer[0]?.expected ?? 0).toBe(cash)
}
