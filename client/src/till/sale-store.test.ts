import type { PayingSale, PricingContext, SaleRefusal } from '@evertill/crdt-model'
import { createRoot, createSignal } from 'solid-js'
import { afterEach, describe, expect, it } from 'vitest'
import type { DraftRow } from '../local/database.ts'
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
    async send<Type extends 'completeSale' | 'saveDraft' | 'removeDraft'>(
      command: CommandOf<Type>,
    ): Promise<CommandResults[Type]> {
      return asResultOf<Type>(await handle(command))
    },
  }
  function handle(command: CommandOf<'completeSale' | 'saveDraft' | 'removeDraft'>) {
    if (command.type === 'completeSale') return complete(command.sale)
    if (command.type === 'saveDraft') drafts.set(command.draft.id, command.draft)
    else drafts.delete(command.id)
    return null
  }
}

/** `handle` answers each command by its type. */
function asResultOf<Type extends 'completeSale' | 'saveDraft' | 'removeDraft'>(
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

function open(left?: LeftSale) {
  const worker = makeWorker()
  const refusals: SaleRefusal[] = []
  const [context, setContext] = createSignal<PricingContext>(VAT_CONTEXT)
  let ids = 0
  const store = createRoot(end => {
    dispose = end
    return createSaleStore(
      {
        context,
        send: command => worker.send(command),
        newId: () => `sale${++ids}`,
        now: () => 1_000,
        onRefusal: refusal => refusals.push(refusal),
      },
      left,
    )
  })
  return { store, worker, refusals, setContext }
}

const A = productRow('a', { price: 250 })
const B = productRow('b', { price: 1_000 })
const WINE = productRow('wine', { price: 900, minimumAge: 18 })

function quantities(store: SaleStore): number[] {
  return store.sale().lines.map(line => line.quantity)
}

describe('ringing up', () => {
  it('joins a repeated item into its line, lights it each time, and keeps the draft at each step', () => {
    const { store, worker } = open()
    store.add(A)
    store.add(B)
    store.add(A, 2_000)
    expect(quantities(store)).toEqual([3_000, 1_000])
    expect(store.lit()).toEqual({ line: store.sale().lines[0]?.id, times: 3 })
    expect(store.totals()).toMatchObject({ total: 1_750, taxIncluded: 292 })
    expect(worker.drafts.get('sale1')?.sale).toEqual(store.sale())
  })

  it('asks for the price of an item that has none on file, one after the other', () => {
    const { store } = open()
    const open1 = productRow('open1', { price: null })
    store.add(open1)
    store.add(productRow('open2', { price: null }), 2_000)
    expect(store.sale().lines).toEqual([])
    store.answerPrice(199)
    expect(store.question()?.product.id).toBe('open2')
    store.skipQuestion()
    expect(store.question()).toBeNull()
    expect(store.totals().total).toBe(199)
  })

  it('takes the draft away with the last line, and puts the line back on undo', () => {
    const { store, worker } = open()
    store.add(A)
    const line = store.sale().lines[0]?.id ?? ''
    const undo = store.remove(line)
    expect(worker.drafts.size).toBe(0)
    undo()
    expect(quantities(store)).toEqual([1_000])
    expect(worker.drafts.has('sale1')).toBe(true)
  })

  it('puts a removed line back behind what was rung up since', () => {
    const { store } = open()
    store.add(A)
    store.add(B)
    const undo = store.remove(store.sale().lines[0]?.id ?? '')
    store.setQuantity(store.sale().lines[0]?.id ?? '', 5_000)
    undo()
    expect(store.sale().lines.map(line => line.product)).toEqual(['b', 'a'])
    expect(quantities(store)).toEqual([5_000, 1_000])
  })

  it('does not put a line back into another sale', () => {
    const { store } = open()
    store.add(A)
    store.add(B)
    const undo = store.remove(store.sale().lines[0]?.id ?? '')
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
    await store.takeCash(400)
    expect(store.step().kind).toBe('paying')
    await store.takeCash(1_000)
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
    await store.takeCash(400)
    store.giveBack(0)
    await store.takeExactCash()
    expect(store.step()).toMatchObject({ kind: 'done', receipt: { change: 0, tenders: [{ amount: 1_000 }] } })
  })

  it('works out anew what is due when something is scanned meanwhile, and keeps the money taken', async () => {
    const { store } = open()
    store.add(B)
    store.pay()
    await store.takeCash(400)
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
    const paid = store.takeCash(1_000)
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
    await store.takeCash(1_000)
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
    void store.takeCash(400)
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
    await store.takeCash(1_000)
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
