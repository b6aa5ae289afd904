import { type DepartmentId, toId } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import type { KitchenLine } from '../local/kitchen-ticket.ts'
import { type HardwareSetup, NO_HARDWARE, type PrinterSetup } from '../local/printing.ts'
import type { Receipt } from '../local/receipt.ts'
import { kitchenJobsOf } from './kitchen-jobs.ts'
import { printJobsOf } from './print-jobs.ts'

const printer = (id: string, drawer: PrinterSetup['drawer'] = null): PrinterSetup => ({
  ...{ id, name: id, columns: 42, language: 'esc-pos', isSilent: false, drawer },
  connection: { kind: 'serial', vendorId: null, productId: null, baudRate: 9600 },
})
const SHOP: HardwareSetup = {
  printers: [printer('counter', { pin: 2, openLevel: null }), printer('bar', { pin: 5, openLevel: 'low' })],
  routes: { ...NO_HARDWARE.routes, receipts: 'counter', drawer: 'bar' },
}
const paid = (kind: 'cash' | 'card', more: Partial<Receipt> = {}) => ({
  kind: 'sale' as const,
  at: 1,
  receipt: { tenders: [{ kind, amount: 1, reference: '1' }], ...more } as Receipt,
})
/** What goes where, in short. */
const places = (jobs: ReturnType<typeof printJobsOf>) =>
  jobs.map(({ target, content }) =>
    content.kind === 'drawer' ? `${target} drawer ${content.pin}` : `${target} ${content.kind}`,
  )

describe('what an entry prints and opens by itself', () => {
  it('goes to the printer of receipts and to the drawer for cash, each by its own route', () => {
    expect(places(printJobsOf(SHOP, paid('cash')))).toEqual(['bar drawer 5', 'counter receipt'])
    expect(places(printJobsOf(SHOP, paid('card')))).toEqual(['counter receipt'])
    expect(places(printJobsOf(SHOP, { kind: 'no-sale', at: 1, receipt: null }))).toEqual(['bar drawer 5'])
    expect(printJobsOf(NO_HARDWARE, paid('cash'))).toEqual([])
  })

  it('opens the drawer that somebody chose instead', () => {
    const noSale = { kind: 'no-sale' as const, at: 1, receipt: null }
    expect(places(printJobsOf(SHOP, noSale, { printer: 'counter', pin: 5 }))).toEqual(['counter drawer 5'])
  })

  it('opens nothing while people practise', () => {
    expect(places(printJobsOf(SHOP, paid('cash', { training: true })))).toEqual(['counter receipt'])
  })
})

it('tells each printer of the kitchen its own departments, and nobody of nothing', () => {
  const [food, bar, books] = ['food', 'bar', 'books'].map(id => toId<DepartmentId>(id))
  const line = (id: string, department: DepartmentId | null = null): KitchenLine => ({
    ...{ id, name: id, quantity: 1000, department },
  })
  const routes = {
    ...NO_HARDWARE.routes,
    kitchen: [
      { printer: 'stove', departments: food ? [food] : [] },
      { printer: 'bar', departments: bar ? [bar] : [] },
      { printer: 'all', departments: null },
    ],
  }
  const about = { number: 'G1-000001', label: 'Table 4', at: 1, till: 'Till 1', operator: 'Ana' }
  const told = (lines: KitchenLine[]) =>
    kitchenJobsOf(routes, { ...about, lines }).map(({ target, content }) => [
      target,
      content.kind === 'kitchen' ? content.ticket.lines.map(({ id }) => id) : [],
    ])
  expect(told([line('soup', food), line('beer', bar), line('novel', books), line('bag')])).toEqual([
    ['stove', ['soup']],
    ['bar', ['beer']],
    ['all', ['soup', 'beer', 'novel', 'bag']],
  ])
  expect(told([line('novel', books)])).toEqual([['all', ['novel']]])
  expect(told([])).toEqual([])
})
