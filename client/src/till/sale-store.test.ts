import {
  attachCustomer,
  type BusinessDay,
  type CustomerGroupId,
  type CustomerId,
  type DiscountLimits,
  type PayingSale,
  type PriceList,
  type PriceListId,
  type PricingContext,
  type Promotion,
  ROLE_LIMITS,
  type SaleRefusal,
  type StoreId,
  type TillAct,
  type TillRight,
  toId,
} from '@evertill/crdt-model'
import { createRoot, createSignal } from 'solid-js'
import { afterEach, describe, expect, it } from 'vitest'
import type { DraftRow, ProductRow } from '../local/database.ts'
import type { Receipt } from '../local/receipt.ts'
import type { CommandOf, CommandResults, CompleteSaleResult } from '../replica/protocol.ts'
import type { LeftSale } from './read-open-draft.ts'
import { createSaleStore, type SaleStore } from './sale-store.ts'
import { POUNDS, productRow, VAT_CONTEXT } from './testing-products.ts'

/** A worker that keeps drafts and completes sales when the test says so. */
function makeWorker() {
  const drafts = new Map<string, DraftRow>()
  const completed: PayingSale[] = []
  let answer: ((sale: PayingSale) => Promise<CompleteSaleResult>) | undefined
  function complete(sale: PayingSale): Promise<CompleteSaleResult> {
    completed.push(sale)
    return answer?.(sale) ?? Promise.resolve({ kind: 'completed', receipt: receiptOf(sale) })
  }
  return {
    drafts,
    completed,
    answerWith: (next: typeof answer) => {
      answer = next
    },
    async send<Type extends 'completeSale' | 'saveDraft' | 'removeDraft' | 'parkSale'>(
      command: CommandOf<Type>,
    ): Promise<CommandResults[Type]> {
      return asResultOf<Type>(await handle(command))
    },
  }
  function handle(command: CommandOf<'completeSale' | 'saveDraft' | 'removeDraft' | 'parkSale'>) {
    if (command.type === 'completeSale') return complete(command.sale)
    if (command.type !== 'removeDraft') drafts.set(command.draft.id, command.draft)
    else drafts.delete(command.id)
    return null
  }
}

/** `handle` answers each command by its type. */
function asResultOf<Type extends 'completeSale' | 'saveDraft' | 'removeDraft' | 'parkSale'>(
  value: CompleteSaleResult | null,
): CommandResults[Type] {
  return value as CommandResults[Type]
}

function receiptOf(sale: PayingSale): Receipt {
  const paid = sale.tenders.reduce((sum, tender) => sum + tender.amount, 0)
  return {
    number: 'T1-000001',
    at: 0,
    offsetMinutes: 0,
    store: { name: 'Shop', address: [], footer: '' },
    till: 'T1',
    operator: 'Ada',
    currency: sale.currency,
    lines: [],
    subtotal: sale.totals.subtotal,
    taxes: [...sale.totals.taxes],
    taxAdded: sale.totals.taxAdded,
    total: sale.totals.total,
    tenders: [...sale.tenders],
    change: paid - sale.totals.total,
    proof: '00000000',
  }
}

let dispose = () => {}
afterEach(() => dispose())

function open(left?: LeftSale, depositOf?: (product: ProductRow) => ProductRow | null) {
  const worker = makeWorker()
  const refusals: SaleRefusal[] = []
  const acts: TillAct[] = []
  const asked: { right: TillRight; sale: string }[] = []
  let allow = false
  const withheld = new Set<TillRight>()
  const [context, setContext] = createSignal<PricingContext>(VAT_CONTEXT)
  const [now, setNow] = createSignal(1_000)
  let limits: DiscountLimits | undefined
  let ids = 0
  const store = createRoot(end => {
    dispose = end
    return createSaleStore(
      {
        context,
        send: command => worker.send(command),
        newId: () => `sale${++ids}`,
        now,
        tick: now,
        onRefusal: refusal => refusals.push(refusal),
        limits: () => limits ?? (allow ? ROLE_LIMITS.manager : ROLE_LIMITS.cashier),
        may: right => !withheld.has(right),
        ask: async (right, sale) => {
          asked.push({ right, sale })
          return allow
        },
        record: act => acts.push(act),
        ...(depositOf ? { depositOf } : {}),
      },
      left,
    )
  })
  /** @param as what holds then; a manager's limits unless told */
  const setAllow = (may: boolean, as?: DiscountLimits) => {
    allow = may
    limits = as
  }
  return { store, worker, refusals, acts, asked, withheld, setAllow, setContext, setNow }
}

const A = productRow('a', { price: 250 })
const B = productRow('b', { price: 1_000 })
const WINE = productRow('wine', { price: 900, minimumAge: 18 })

/** Takes a line out. @returns how to put it back */
function removed(store: SaleStore, line: string): () => void {
  let undo: (() => void) | undefined
  store.remove(line, putBack => {
    undo = putBack
  })
  if (undo === undefined) throw new Error(`line ${line} is still there`)
  return undo
}

function quantities(store: SaleStore): number[] {
  return store.sale().lines.map(line => line.quantity)
}

const TENTH_OFF: Promotion = {
  id: toId('spring'),
  name: 'Spring',
  priority: 0,
  stacks: false,
  conditions: { coupon: 'Spring' },
  benefit: { kind: 'each', on: {}, off: { kind: 'percent', millionths: 100_000 } },
}
const TRADE = toId<CustomerGroupId>('trade')
const LIST: PriceList = {
  id: toId('trade'),
  name: 'Trade',
  priority: 0,
  customerGroups: new Set([TRADE]),
  prices: new Map([[A.id, 200]]),
}

describe('price lists and promotions', () => {
  it('G10 rings up at the price of the list that holds, and prices anew when asked to', () => {
    const { store, setContext } = open()
    const { customerGroups: _, ...everybody } = LIST
    const all = { ...everybody, id: toId<PriceListId>('all'), prices: new Map([[B.id, 900]]) }
    setContext({ ...VAT_CONTEXT, store: toId<StoreId>('camden'), priceLists: [LIST, all] })
    expect([store.priceOf(A), store.priceOf(B)]).toEqual([250, 900])
    store.add(A)
    store.add(B)
    const sale = attachCustomer(store.sale(), { id: toId('ann'), group: TRADE })
    store.recall({ id: sale.id, sale, parked: true, label: '', updatedAt: 0 })
    expect(store.priceOf(A)).toBe(200)
    expect(store.totals().total).toBe(1_150)
    store.reprice(
      new Map([
        [A.id, A.price],
        [B.id, B.price],
      ]),
    )
    expect(store.sale().lines.map(line => [line.unitPrice, line.listPrice])).toEqual([
      [200, 200],
      [900, 900],
    ])
    store.reprice(new Map())
    expect(store.totals().total).toBe(1_100)
  })

  it('G3 presents a coupon and takes it back; not while money is taken', () => {
    const { store, setContext, worker } = open()
    setContext({ ...VAT_CONTEXT, promotions: [TENTH_OFF] })
    store.add(B)
    store.presentCoupon('spring')
    expect(store.totals()).toMatchObject({ total: 900, couponsUsed: ['SPRING'] })
    expect(worker.drafts.get('sale1')?.sale.coupons).toEqual(['SPRING'])
    store.pay()
    store.withdrawCoupon('SPRING')
    expect(store.sale().coupons).toEqual(['SPRING'])
    store.backToSale()
    store.withdrawCoupon('Spring')
    expect(store.totals()).toMatchObject({ total: 1_000 })
  })

  it('G2 follows the clock while a sale is open', () => {
    const { store, setContext, setNow } = open()
    setContext({
      ...VAT_CONTEXT,
      promotions: [{ ...TENTH_OFF, conditions: { from: toId<BusinessDay>('2026-11-21') } }],
    })
    setNow(Date.parse('2026-11-20T10:00Z'))
    store.add(B)
    expect(store.totals().total).toBe(1_000)
    setNow(Date.parse('2026-11-22T10:00Z'))
    expect(store.totals().total).toBe(900)
  })
})

describe('ringing up', () => {
  it('joins a repeated item into its line, lights it each time, and keeps the draft at each step', () => {
    const { store, worker } = open()
    store.add(A)
    store.add(B)
    store.add(A, { quantity: 2_000 })
    expect(quantities(store)).toEqual([3_000, 1_000])
    expect(store.lit()).toEqual({ line: store.sale().lines[0]?.id, times: 3 })
    expect(store.totals()).toMatchObject({ total: 1_750, taxIncluded: 292 })
    expect(worker.drafts.get('sale1')?.sale).toEqual(store.sale())
  })

  it('asks for the price of an item that has none on file, one after the other', () => {
    const { store } = open()
    const open1 = productRow('open1', { price: null })
    store.add(open1)
    store.add(productRow('open2', { price: null }), { quantity: 2_000 })
    expect(store.sale().lines).toEqual([])
    store.answerQuestion({ unitPrice: 199 })
    expect(store.question()?.product.id).toBe('open2')
    store.skipQuestion()
    expect(store.question()).toBeNull()
    expect(store.totals().total).toBe(199)
  })

  it('asks weight before price, and each serial number for itself', () => {
    const { store, refusals } = open()
    store.add(productRow('cloth', { price: null, unit: 'm' }))
    store.add(productRow('phone', { price: 5_000, serialRequired: true }), { quantity: 2_000 })
    expect(store.question()).toMatchObject({ missing: 'quantity', product: { id: 'cloth' } })
    store.answerQuestion({ quantity: 1_500 })
    expect(store.question()).toMatchObject({ missing: 'price', known: { quantity: 1_500 } })
    store.answerQuestion({ unitPrice: 800 })
    store.answerQuestion({ serial: 'S1' })
    store.answerQuestion({ serial: 'S1' })
    expect(store.question()).toBeNull()
    expect(refusals).toEqual([{ code: 'serial-twice' }])
    expect(store.sale().lines).toMatchObject([
      { name: 'Product cloth', quantity: 1_500, unit: 'm', unitPrice: 800 },
      { name: 'Product phone', quantity: 1_000, serial: 'S1' },
    ])
    expect(store.totals().total).toBe(6_200)
  })

  it('rings a deposit up with its bottles, and puts both back on undo', () => {
    const bottle = productRow('bottle', { price: 25 })
    const { store } = open(undefined, product => (product.id === 'a' ? bottle : null))
    store.add(A, { quantity: 2_000 })
    store.add(B)
    const undo = removed(store, '1')
    store.add(B)
    expect(quantities(store)).toEqual([2_000])
    undo()
    expect(store.sale().lines.map(({ product, quantity }) => [product, quantity])).toEqual([
      ['b', 2_000],
      ['a', 2_000],
      ['bottle', 2_000],
    ])
  })

  it('takes the draft away with the last line, and puts the line back on undo', () => {
    const { store, worker } = open()
    store.add(A)
    const line = store.sale().lines[0]?.id ?? ''
    const undo = removed(store, line)
    expect(worker.drafts.size).toBe(0)
    undo()
    expect(quantities(store)).toEqual([1_000])
    expect(worker.drafts.has('sale1')).toBe(true)
  })

  it('puts a removed line back behind what was rung up since', () => {
    const { store } = open()
    store.add(A)
    store.add(B)
    const undo = removed(store, store.sale().lines[0]?.id ?? '')
    store.setQuantity(store.sale().lines[0]?.id ?? '', 5_000)
    undo()
    expect(store.sale().lines.map(line => line.product)).toEqual(['b', 'a'])
    expect(quantities(store)).toEqual([5_000, 1_000])
  })

  it('does not put a line back into another sale', () => {
    const { store } = open()
    store.add(A)
    store.add(B)
    const undo = removed(store, store.sale().lines[0]?.id ?? '')
    store.park()
    store.add(B)
    undo()
    expect(store.sale().lines.map(line => line.product)).toEqual(['b'])
  })

  it('says why a step is not possible and changes nothing', () => {
    const { store, refusals } = open()
    store.add(A)
    const before = store.sale()
    store.setQuantity(before.lines[0]?.id ?? '', 0)
    store.setQuantity('no such line', 1_000)
    expect(refusals).toEqual([{ code: 'bad-quantity' }, { code: 'no-such-line' }])
    expect(store.sale()).toBe(before)
  })

  it('begins an empty sale anew when the store has another currency now', () => {
    const { store, setContext, refusals } = open()
    setContext({ ...VAT_CONTEXT, currency: 'USD' as typeof POUNDS })
    store.add(A)
    expect(store.sale().currency).toBe('USD')
    expect(store.pay()).toBe(true)
    expect(refusals).toEqual([])
  })
})

describe('paying', () => {
  it('says why it cannot begin: nothing in it, then the age', () => {
    const { store, refusals } = open()
    expect(store.pay()).toBe(false)
    store.add(WINE)
    expect(store.ageToCheck()).toBe(18)
    expect(store.pay()).toBe(false)
    store.confirmAge(18)
    expect(store.ageToCheck()).toBe(0)
    expect(store.pay()).toBe(true)
    expect(refusals.map(refusal => refusal.code)).toEqual(['empty-sale', 'age-not-checked'])
  })

  it('finishes as soon as enough was taken, and keeps the receipt until the next item', async () => {
    const { store, worker } = open()
    store.add(B)
    store.pay()
    await store.take({ kind: 'cash', amount: 400 })
    expect(store.step().kind).toBe('paying')
    await store.take({ kind: 'cash', amount: 1_000 })
    expect(store.step()).toMatchObject({ kind: 'done', receipt: { change: 400 } })
    expect(worker.completed[0]?.tenders.map(tender => tender.amount)).toEqual([400, 1_000])
    expect(worker.drafts.size).toBe(0)
    expect(store.sale()).toMatchObject({ id: 'sale2', lines: [] })
    store.add(A)
    expect(store.step().kind).toBe('selling')
    expect(quantities(store)).toEqual([1_000])
  })

  it('takes exact cash in one step, and gives a tender back', async () => {
    const { store } = open()
    store.add(B)
    store.pay()
    await store.take({ kind: 'cash', amount: 400 })
    store.giveBack(0)
    await store.takeExactCash()
    expect(store.step()).toMatchObject({ kind: 'done', receipt: { change: 0, tenders: [{ amount: 1_000 }] } })
  })

  it('works out anew what is due when something is scanned meanwhile, and keeps the money taken', async () => {
    const { store } = open()
    store.add(B)
    store.pay()
    await store.take({ kind: 'cash', amount: 400 })
    store.add(A)
    expect(store.step()).toMatchObject({
      kind: 'paying',
      sale: { totals: { total: 1_250 }, tenders: [{ amount: 400 }] },
    })
  })

  it('goes back to the sale when what is scanned meanwhile asks for an age', () => {
    const { store, refusals } = open()
    store.add(B)
    store.pay()
    store.add(WINE)
    expect(store.step().kind).toBe('selling')
    expect(store.sale().lines).toHaveLength(2)
    expect(refusals).toEqual([{ code: 'age-not-checked', minimumAge: 18 }])
  })

  it('gives scans that come while the sale is stored to the next sale', async () => {
    const { store, worker } = open()
    let release = () => {}
    const gate = new Promise<void>(resolve => {
      release = resolve
    })
    worker.answerWith(async sale => {
      await gate
      return { kind: 'completed', receipt: receiptOf(sale) }
    })
    store.add(B)
    store.pay()
    const paid = store.take({ kind: 'cash', amount: 1_000 })
    expect(store.step()).toMatchObject({ kind: 'paying', saving: true })
    store.add(A)
    store.backToSale()
    store.park()
    expect(store.step()).toMatchObject({ kind: 'paying', saving: true })
    release()
    await paid
    expect(worker.completed[0]?.lines).toHaveLength(1)
    expect(store.step().kind).toBe('selling')
    expect(store.sale().lines.map(line => line.product)).toEqual(['a'])
  })

  it('keeps the sale when it could not be stored, and stores the same one on the next try', async () => {
    const { store, worker } = open()
    worker.answerWith(async () => ({ kind: 'storage-failed', message: 'no space' }))
    store.add(B)
    store.pay()
    await store.take({ kind: 'cash', amount: 1_000 })
    expect(store.step()).toMatchObject({
      kind: 'paying',
      saving: false,
      problem: { kind: 'storage-failed', message: 'no space' },
    })
    worker.answerWith(() => Promise.reject(new Error('the worker is gone')))
    await store.finish()
    expect(store.step()).toMatchObject({ problem: { kind: 'no-answer', message: 'the worker is gone' } })
    worker.answerWith(undefined)
    await store.finish()
    expect(store.step().kind).toBe('done')
    expect(new Set(worker.completed.map(sale => sale.id))).toEqual(new Set(['sale1']))
  })
})

describe('settings that change while money is taken', () => {
  const NO_TAX: PricingContext = { ...VAT_CONTEXT, taxClasses: new Map() }

  it('SPEC L13a says the new amount, keeps what was handed over, and completes nothing by itself', () => {
    const { store, worker, setContext } = open()
    store.add(B)
    store.pay()
    void store.take({ kind: 'cash', amount: 400 })
    setContext({
      ...VAT_CONTEXT,
      cashRounding: [{ currency: POUNDS, step: 300, rule: 'half-up', tenders: ['cash'] }],
    })
    expect(store.step()).toMatchObject({
      kind: 'paying',
      sale: { tenders: [{ amount: 400 }] },
      problem: { kind: 'due-changed', before: 1_000, after: 900 },
    })
    expect(worker.completed).toEqual([])
  })

  it('SPEC L13a stores the sale when the same is due and only the worker had heard of the change', async () => {
    const { store, worker, setContext } = open()
    worker.answerWith(async () => ({ kind: 'refused', refusal: { code: 'totals-differ' } }))
    store.add(B)
    store.pay()
    await store.take({ kind: 'cash', amount: 1_000 })
    expect(store.step()).toMatchObject({ kind: 'paying', problem: { kind: 'refused' } })
    worker.answerWith(undefined)
    setContext(NO_TAX)
    await Promise.resolve()
    await Promise.resolve()
    expect(store.step().kind).toBe('done')
    expect(worker.completed.map(sale => sale.totals.taxIncluded)).toEqual([167, 0])
  })
})

describe('parking and reloading', () => {
  it('parks the sale, begins another, and brings the first back in exchange', () => {
    const { store, worker } = open()
    store.add(A)
    store.park()
    expect(worker.drafts.get('sale1')).toMatchObject({ parked: true })
    store.add(B)
    const parked = worker.drafts.get('sale1')
    if (parked === undefined) throw new Error('the parked sale is gone')
    store.recall(parked)
    expect(store.sale().lines.map(line => line.product)).toEqual(['a'])
    expect(worker.drafts.get('sale1')).toMatchObject({ parked: false })
    expect(worker.drafts.get('sale2')).toMatchObject({ parked: true })
  })

  it('parks nothing when there is nothing', () => {
    const { store, worker } = open()
    store.park()
    expect(worker.drafts.size).toBe(0)
    expect(store.sale().id).toBe('sale1')
  })

  it('goes on with the sale that a reload left, or shows the receipt nobody has seen', () => {
    const first = open()
    first.store.add(A)
    const left = first.store.sale()
    expect(open({ sale: left, receipt: null }).store.sale()).toEqual(left)

    first.store.pay()
    const step = first.store.step()
    if (step.kind !== 'paying') throw new Error('not paying')
    const again = open({ sale: null, receipt: receiptOf(step.sale) })
    expect(again.store.step().kind).toBe('done')
    expect(again.store.sale().lines).toEqual([])
  })
})

describe('what is taken off, and who allows it', () => {
  it('takes off within the limit at once, and journals the price that was set', () => {
    const { store, acts, asked } = open()
    store.add(B)
    store.setUnitPrice('1', 950)
    expect(store.totals().total).toBe(950)
    expect(asked).toEqual([])
    expect(acts).toMatchObject([{ kind: 'price-override', from: 1_000, to: 950 }])
  })

  it('asks somebody above the limit, and does nothing without their word', async () => {
    const { store, acts, asked } = open()
    store.add(B)
    store.discountSale({ kind: 'percent', millionths: 500_000 })
    await Promise.resolve()
    expect(asked).toEqual([{ right: 'discount', sale: store.sale().id }])
    expect(store.totals().total).toBe(1_000)
    expect(acts).toEqual([])
  })

  it('carries out what was allowed on the sale as it stands by then', async () => {
    const { store, setAllow } = open()
    store.add(B)
    store.discountLine('1', { kind: 'percent', millionths: 500_000 })
    setAllow(true)
    store.add(A)
    store.discountLine('1', { kind: 'percent', millionths: 500_000 })
    await Promise.resolve()
    expect(store.totals().lines.map(line => line.amount)).toEqual([500, 250])
    store.discountLine('1', null)
    expect(store.totals().total).toBe(1_250)
  })

  it('journals what is taken out again, and a sale that is given up', () => {
    const { store, acts } = open()
    store.add(A, { quantity: 3_000 })
    store.setQuantity('1', 1_000)
    store.setQuantity('1', 2_000)
    store.remove('1')
    store.add(B)
    const undo = store.cancel()
    expect(acts).toMatchObject([
      { kind: 'line-void', quantity: 2_000, amount: 500 },
      { kind: 'line-void', quantity: 2_000, amount: 500 },
      { kind: 'sale-cancel', lines: 1, amount: 1_000 },
    ])
    expect(store.sale().lines).toEqual([])
    undo()
    expect(store.totals().total).toBe(1_000)
  })

  it('D5 says so when whoever allowed it may not take off that much either', async () => {
    const { store, refusals, setAllow } = open()
    store.add(B)
    setAllow(true, ROLE_LIMITS.supervisor)
    store.discountSale({ kind: 'percent', millionths: 500_000 })
    await Promise.resolve()
    expect(refusals).toEqual([{ code: 'discount-above-limit', most: 300 }])
    expect(store.totals().total).toBe(1_000)
  })
})

describe('O6 what is taken out again needs the right', () => {
  function withheld() {
    const opened = open()
    opened.withheld.add('void-line')
    opened.store.add(A, { quantity: 3_000 })
    return opened
  }

  it('takes nothing out, and journals nothing, without somebody’s word', async () => {
    const { store, acts, asked } = withheld()
    store.setQuantity('1', 1_000)
    store.remove('1', () => expect.unreachable())
    await Promise.resolve()
    expect(quantities(store)).toEqual([3_000])
    expect(acts).toEqual([])
    const right = { right: 'void-line', sale: store.sale().id }
    expect(asked).toEqual([right, right])
  })

  it('takes it out once it is allowed, and more needs no word', async () => {
    const { store, acts, asked, setAllow } = withheld()
    store.setQuantity('1', 5_000)
    expect(asked).toEqual([])
    setAllow(true)
    store.setQuantity('1', 4_000)
    await Promise.resolve()
    expect(quantities(store)).toEqual([4_000])
    store.remove('1')
    await Promise.resolve()
    expect(store.sale().lines).toEqual([])
    expect(acts).toMatchObject([
      { kind: 'line-void', quantity: 1_000, amount: 250 },
      { kind: 'line-void', quantity: 4_000, amount: 1_000 },
    ])
  })

  it('takes nothing out of a sale that is not on screen any more', async () => {
    const { store, acts, setAllow } = withheld()
    setAllow(true)
    store.remove('1')
    store.park()
    store.add(B)
    await Promise.resolve()
    expect(store.sale().lines.map(({ product }) => product)).toEqual(['b'])
    expect(acts).toEqual([])
  })

  it('is asked for when a weight is lowered, which is journaled', async () => {
    const { store, acts, asked, withheld, setAllow } = open()
    store.add(productRow('cloth', { price: 800, unit: 'm' }), { quantity: 2_000 })
    store.setWeight('1', 1_500, 0)
    expect(acts).toMatchObject([{ kind: 'line-void', quantity: 500, amount: 400 }])
    withheld.add('void-line')
    store.setWeight('1', 1_000, 0)
    await Promise.resolve()
    expect(quantities(store)).toEqual([1_500])
    setAllow(true)
    store.setWeight('1', 1_000, 0)
    await Promise.resolve()
    expect(quantities(store)).toEqual([1_000])
    expect(asked).toHaveLength(2)
    expect(acts).toHaveLength(2)
  })
})

describe('who buys', () => {
  const EMBASSY = {
    id: toId<CustomerId>('embassy'),
    group: null,
    exemption: { reason: 'Embassy', certificate: 'E-77' },
  }

  it('is attached before the first line, kept over a reload, and frees the sale from tax (U1, U2)', () => {
    const { store, worker } = open()
    store.attachCustomer(EMBASSY)
    expect([...worker.drafts.values()].map(draft => draft.sale.customer)).toEqual([
      { id: 'embassy', group: null },
    ])
    store.add(productRow('soap', { price: 1200 }))
    expect(store.totals()).toMatchObject({ total: 1000, taxIncluded: 0 })
    store.attachCustomer(null)
    expect(store.totals()).toMatchObject({ total: 1200, taxIncluded: 200 })
    expect(store.sale().customer).toBeUndefined()
  })

  it('is of the sale alone: the next one has nobody', async () => {
    const { store } = open()
    store.attachCustomer(EMBASSY)
    store.add(productRow('soap', { price: 1200 }))
    store.pay()
    store.attachCustomer(null)
    expect(store.sale().customer).toEqual({ id: 'embassy', group: null })
    await store.takeExactCash()
    expect(store.sale().customer).toBeUndefined()
    store.attachCustomer(EMBASSY)
    expect(store.step().kind).toBe('selling')
  })
})
