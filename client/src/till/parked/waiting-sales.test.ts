import {
  type BusinessDay,
  openSale,
  type ParkingId,
  type PersonId,
  parseCurrency,
  type TillId,
  toId,
} from '@evertill/crdt-model'
import { expect, test } from 'vitest'
import type { DraftRow, ParkingRow } from '../../local/database.ts'
import { waitingSales } from './waiting-sales.ts'

const saleOf = (id: string) => openSale(id, parseCurrency('GBP') ?? fail())
const fail = (): never => {
  throw new Error('no currency')
}
const draft = (id: string, more: Partial<DraftRow> = {}): DraftRow => ({
  ...{ id, sale: saleOf(id), parked: true, label: '', updatedAt: 5 },
  ...more,
})
const parking = (id: string, sale: string, more: Partial<ParkingRow> = {}): ParkingRow => ({
  ...{ parking: toId<ParkingId>(id), till: toId<TillId>('g2'), who: toId<PersonId>('ana'), at: 1, label: '' },
  ...{ sale: saleOf(sale), takes: [], sold: [], day: toId<BusinessDay>('2026-11-20') },
  ...more,
})
const take = { kind: 'take', parking: toId<ParkingId>('p1'), till: toId<TillId>('g1'), at: 2 } as const
const NOW = { current: 'now', isTraining: false }
const keys = (...args: Parameters<typeof waitingSales>) => waitingSales(...args).map(({ key }) => key)

test('N4 what waits here and elsewhere stands in one list, the oldest first, each once', () => {
  const own = draft('s1', { parking: toId<ParkingId>('p1') })
  const rows = [parking('p1', 's1'), parking('p2', 's2', { at: 3 }), parking('p3', 's3', { at: 9 })]
  expect(keys([own], rows, NOW)).toEqual(['p2', 's1', 'p3'])
})

test('N4 what was taken, is paid, is on screen or is not parked does not wait', () => {
  const taken = parking('p1', 's1', { takes: [{ ...take, who: toId<PersonId>('ana') }] })
  expect(keys([draft('now'), draft('s2', { parked: false })], [taken, parking('p4', 'now')], NOW)).toEqual([])
})

test('N4 a sale that was taken to this till waits here, whatever its parking says', () => {
  expect(keys([draft('s1')], [parking('p9', 's1')], NOW)).toEqual(['s1'])
})

test('O7 in training only what was parked in training waits', () => {
  const rows = [draft('s1'), draft('s2', { training: true })]
  expect(keys(rows, [parking('p3', 's3')], { ...NOW, isTraining: true })).toEqual(['s2'])
  expect(keys(rows, [], NOW)).toEqual(['s1'])
})
