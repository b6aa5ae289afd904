import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CustomerId, type ParkingId, type PersonId, type TillId, toId } from '../ids.ts'
import { addLine, openSale } from '../sale/edit-lines.ts'
import type { OpenSale } from '../sale/sale.ts'
import { GBP, sampleLine } from '../testing/sample-sale.ts'
import { PROPERTY_TIMEOUT } from '../testing/seeds.ts'
import { decodeParkedEntry } from './decode-parked-entry.ts'
import { elsewhereOfSale, foldParked, isWaiting, soldTwice } from './fold-parked.ts'
import { parkEntry } from './park-entry.ts'
import type { ParkEntry, ParkedEntry } from './parked-entry.ts'

const [G1, G2, G3] = [toId<TillId>('g1'), toId<TillId>('g2'), toId<TillId>('g3')]
const ANA = toId<PersonId>('ana')

function sale(id: string, changes: Parameters<typeof sampleLine>[0] = {}): OpenSale {
  const added = addLine(openSale(id, GBP), sampleLine(changes))
  if (!added.ok) throw new Error(added.refusal.code)
  return added.sale
}

function park(parking: string, of: OpenSale, till = G1): ParkEntry {
  const entry = parkEntry({ parking: toId<ParkingId>(parking), till, who: ANA, at: 1, label: '', sale: of })
  if (entry === undefined) throw new Error('not to be parked')
  return entry
}

function take(parking: string, till: TillId, at = 2): ParkedEntry {
  return { kind: 'take', parking: toId<ParkingId>(parking), till, who: ANA, at }
}

function sold(of: string, till: TillId, receipt: string): ParkedEntry {
  return { kind: 'sold', sale: of, till, receipt, at: 3 }
}

const waiting = (entries: readonly unknown[]) =>
  [...foldParked(entries).parkings.values()].filter(isWaiting).map(({ parking }) => parking)

describe('entries of parked sales', () => {
  it('N1 reads what it writes, with everything that can be said of a sale', () => {
    const full: OpenSale = {
      ...sale('s1', { unit: 'kg', note: 'sliced', tare: 12, serial: 'X1', notDiscountable: true }),
      customer: { id: toId('cara'), group: null },
      coupons: ['TEN'],
      discount: { kind: 'percent', millionths: 100_000, reason: 'late' },
      exemption: { reason: 'Embassy', certificate: 'C-1', taxes: ['VAT'] },
    }
    const entry = park('p1', full)
    expect(decodeParkedEntry(JSON.parse(JSON.stringify(entry)))).toEqual(entry)
    for (const each of [take('p1', G2), sold('s1', G2, 'G2-000001')])
      expect(decodeParkedEntry(each)).toEqual(each)
  })

  it('N1 U3 says the id of a buyer and not what they speak: older programs would read nothing', () => {
    const of = {
      ...sale('s1'),
      customer: { id: toId<CustomerId>('cara'), group: null, language: 'es' },
    } as const
    expect(park('p1', of).sale.customer).toEqual({ id: 'cara', group: null })
    expect(decodeParkedEntry({ ...park('p1', sale('s1')), sale: of })).toBeUndefined()
  })

  it.each([
    ['nothing', null],
    ['bytes', new Uint8Array(3)],
    ['another kind', { ...take('p1', G2), kind: 'steal' }],
    ['an id that is none', { ...take('p1', G2), till: '../g1' }],
    ['a field that nobody knows', { ...take('p1', G2), claimed: true }],
    ['a sale of nothing', { ...park('p1', sale('s1')), sale: openSale('s1', GBP) }],
    [
      'a field of a sale that nobody knows',
      { ...park('p1', sale('s1')), sale: { ...sale('s1'), free: true } },
    ],
    [
      'a price below zero',
      { ...park('p1', sale('s1')), sale: { ...sale('s1'), lines: [{ unitPrice: -1 }] } },
    ],
    ['a currency that is none', { ...park('p1', sale('s1')), sale: { ...sale('s1'), currency: 'gbp' } }],
    ['a name without end', { ...park('p1', sale('s1')), label: 'x'.repeat(41) }],
  ])('N2 is not made of %s', (_, raw) => {
    expect(decodeParkedEntry(raw)).toBeUndefined()
    expect(waiting([park('p1', sale('s1')), raw])).toEqual(['p1'])
  })

  it('N2 keeps a sale that puts money on an account on its till', () => {
    const of = sale('s1', { account: toId('card1') })
    expect(parkEntry({ ...park('p1', sale('s1')), sale: of })).toBeUndefined()
  })
})

describe('what became of parked sales', () => {
  it('N4 waits until it is taken or paid', () => {
    const parked = park('p1', sale('s1'))
    expect(waiting([parked])).toEqual(['p1'])
    expect(waiting([parked, take('p1', G2)])).toEqual([])
    expect(waiting([parked, sold('s1', G1, 'G1-000001')])).toEqual([])
    expect(waiting([parked, take('p1', G2), park('p2', sale('s1'), G2)])).toEqual(['p2'])
  })

  it('N6 tells each till that has a sale of the others that took it apart', () => {
    const entries = [park('p1', sale('s1')), take('p1', G1), take('p1', G2)]
    const parkings = [...foldParked(entries).parkings.values()]
    const tills = (till: TillId) => elsewhereOfSale(parkings, 's1', till).taken.map(each => each.till)
    expect([tills(G1), tills(G2), tills(G3)]).toEqual([[G2], [G1], [G1, G2]])
    expect(elsewhereOfSale(parkings, 'another', G1)).toEqual({ taken: [], sold: [] })
  })

  it('N6 says nothing of a sale that went from till to till', () => {
    const entries = [park('p1', sale('s1')), take('p1', G2), park('p2', sale('s1'), G2), take('p2', G1)]
    expect(elsewhereOfSale(foldParked(entries).parkings.values(), 's1', G1)).toEqual({ taken: [], sold: [] })
  })

  it('N6 N7 tells under which receipt another till has sold it, and finds a sale that was sold twice', () => {
    const entries = [park('p1', sale('s1')), take('p1', G1), take('p1', G2), sold('s1', G2, 'G2-000007')]
    const parkings = [...foldParked(entries).parkings.values()]
    expect(elsewhereOfSale(parkings, 's1', G1).sold).toMatchObject([{ receipt: 'G2-000007' }])
    expect(soldTwice(foldParked(entries))).toEqual([])
    const twice = soldTwice(foldParked([...entries, sold('s1', G1, 'G1-000004')]))
    expect(twice.map(receipts => receipts.map(each => each.receipt))).toEqual([['G1-000004', 'G2-000007']])
  })

  it(
    'N3 is the same for any order and duplication, also of entries that contradict each other',
    () => {
      const till = fc.constantFrom(G1, G2, G3)
      const parking = fc.constantFrom('p1', 'p2', 'p3')
      const entry = fc.oneof(
        fc.tuple(parking, fc.constantFrom('s1', 's2'), till).map(([id, of, by]) => park(id, sale(of), by)),
        fc.tuple(parking, till, fc.nat(3)).map(([id, by, at]) => take(id, by, at)),
        fc.tuple(fc.constantFrom('s1', 's2'), till).map(([of, by]) => sold(of, by, `${by}-1`)),
      )
      fc.assert(
        fc.property(fc.array(entry, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (entries, draws) => {
          const order = entries.map(each => [each, draws.next().value] as const)
          const shuffled = order.sort((a, b) => Number(a[1]) - Number(b[1])).map(([each]) => each)
          expect(foldParked([...shuffled, ...entries.slice(0, 3)])).toEqual(foldParked(entries))
        }),
        { numRuns: 300 },
      )
    },
    PROPERTY_TIMEOUT,
  )
})
