import {
  addLine,
  type CompletedSale,
  type CurrencyCode,
  type CustomerId,
  checkPayingSale,
  completeSale,
  handedFor,
  NO_CURRENCY,
  openSale,
  type PayingSale,
  type PricingContext,
  parseCurrency,
  remainingDue,
  roundingOf,
  type SaleRefusal,
  type Tender,
  type TillRight,
  tenderRulesOf,
  toId,
  worthOf,
} from '@evertill/crdt-model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Receipt } from '../local/receipt.ts'
import { createPayment } from './sale-payment.ts'
import type { SaleStep } from './sale-store.ts'
import { POUNDS, VAT_CONTEXT } from './testing-products.ts'

const USD: CurrencyCode = parseCurrency('USD') ?? NO_CURRENCY
const RATE = { foreign: 100, own: 79 }
const ANN = toId<CustomerId>('ann')
const CONTEXT: PricingContext = {
  ...VAT_CONTEXT,
  cashRounding: [{ currency: POUNDS, step: 5, rule: 'half-up', tenders: ['cash', 'foreign-cash'] }],
  tenders: tenderRulesOf({
    tenderKinds: ['card', 'voucher', 'on-account'],
    exchangeRates: [{ currency: USD, ...RATE, step: 500 }],
  }),
}
const LIMITS = { creditLeft: new Map([[ANN, 300]]) }

function saleOf(price: number) {
  const line = addLine(openSale('sale', POUNDS), {
    product: null,
    name: 'Lamp',
    department: null,
    quantity: 1000,
    unitPrice: price,
    listPrice: price,
    taxClass: null,
    minimumAge: 0,
  })
  if (!line.ok) throw new Error(line.refusal.code)
  return line.sale
}

/** What the worker allows by itself, and what somebody says who is asked. */
interface RightsOfTest {
  readonly judge?: () => SaleRefusal | undefined
  readonly ask?: (right: TillRight) => Promise<boolean>
}

/** A payment, and a worker that checks what it gets by the same rules and its own reading of the limits. */
function pay(price: number, rights: RightsOfTest = {}) {
  const refusals: SaleRefusal[] = []
  const stored: CompletedSale[] = []
  const refusedByWorker: SaleRefusal[] = []
  let step: SaleStep = { kind: 'selling' }
  const payment = createPayment({
    sale: () => saleOf(price),
    step: () => step,
    setStep: next => {
      step = next
    },
    pricing: () => CONTEXT,
    onRefusal: refusal => refusals.push(refusal),
    onStored: () => {
      step = { kind: 'selling' }
    },
    exchange: () => null,
    onSettled: () => undefined,
    ask: right => rights.ask?.(right) ?? Promise.resolve(false),
    async send({ sale }) {
      const context = { ...CONTEXT, tenders: { ...CONTEXT.tenders, ...LIMITS } }
      const checked = checkPayingSale(sale, context)
      const refusal = rights.judge?.()
      const judged = refusal ? ({ ok: false, refusal } as const) : checked
      const done = judged.ok ? completeSale(judged.sale) : judged
      if (!done.ok) {
        refusedByWorker.push(done.refusal)
        return { kind: 'refused', refusal: done.refusal }
      }
      stored.push(done.sale)
      return { kind: 'completed', receipt: {} as Receipt }
    },
  })
  payment.start()
  const paying = (): PayingSale => {
    const now = payment.paying()
    if (now === null) throw new Error('no payment')
    return now
  }
  return { payment, paying, step: () => step, refusals, stored, refusedByWorker }
}

const dollars = (handed: number): Tender => ({
  kind: 'foreign-cash',
  amount: worthOf(handed, RATE),
  currency: USD,
  handed,
  rate: RATE,
})
const onAccount = (amount: number): Tender => ({ kind: 'on-account', amount, customer: ANN })

describe('paying in several ways', () => {
  it('adds a tip, takes each way, undoes one, and rounds what is left for cash', async () => {
    const { payment, paying, stored } = pay(1_201)
    expect(payment.setTip(120)).toBe(true)
    expect(await payment.take({ kind: 'card', amount: 600, reference: '1' })).toBe(true)
    await payment.take({ kind: 'voucher', amount: 200, reference: 'V' })
    expect(remainingDue(paying())).toBe(521)
    payment.giveBack(0)
    expect(remainingDue(paying())).toBe(1_121)
    await payment.take(dollars(500))
    // 11.21 less the 3.95 that five dollars count for; in coins of five pence.
    expect([remainingDue(paying()), roundingOf(paying())]).toEqual([725, -1])
    await payment.take({ kind: 'cash', amount: 1_000 })
    expect(stored).toMatchObject([{ tip: 120, rounding: -1, change: 275 }])
  })

  it('E4 refuses what is more than due and gives no change, by what can be taken', async () => {
    const { payment, paying, refusals } = pay(1_000)
    expect(await payment.take({ kind: 'card', amount: 1_001, reference: '1' })).toBe(false)
    expect(await payment.take({ kind: 'card', amount: 10, reference: ' ' })).toBe(false)
    expect(await payment.take(onAccount(301), LIMITS)).toBe(false)
    expect(await payment.take(onAccount(300))).toBe(false)
    expect(await payment.take(dollars(250))).toBe(false)
    expect(refusals).toEqual([
      { code: 'overpaid', most: 1_000 },
      { code: 'reference-missing' },
      { code: 'credit-limit-reached', left: 300 },
      { code: 'credit-limit-reached', left: 0 },
      { code: 'coins-not-taken' },
    ])
    expect(paying().tenders).toEqual([])
  })

  it('keeps the tip and what was taken when something is rung up meanwhile', async () => {
    const { payment, paying } = pay(1_000)
    payment.setTip(100)
    await payment.take({ kind: 'card', amount: 500, reference: '1' })
    payment.again(paying())
    expect(paying()).toMatchObject({ tip: 100, tenders: [{ amount: 500 }] })
  })
})

describe('L13 screen and worker', () => {
  it('agree: what the screen took in any order, undone and taken again, the worker stores, and it adds up (E6)', async () => {
    const act = fc.oneof(
      fc.record({ kind: fc.constantFrom('card', 'voucher'), amount: fc.nat({ max: 900 }) }),
      fc.record({ kind: fc.constantFrom('cash', 'account', 'tip'), amount: fc.nat({ max: 900 }) }),
      fc.record({ kind: fc.constantFrom('dollars'), amount: fc.constantFrom(500, 1_000, 700) }),
      fc.record({ kind: fc.constantFrom('undo'), amount: fc.nat({ max: 3 }) }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3_000 }),
        fc.array(act, { maxLength: 12 }),
        async (price, acts) => {
          const { payment, stored, refusedByWorker } = pay(price)
          for (const { kind, amount } of acts) {
            if (kind === 'tip') payment.setTip(amount)
            else if (kind === 'undo') payment.giveBack(amount)
            else if (kind === 'dollars') await payment.take(dollars(amount))
            else if (kind === 'account') await payment.take(onAccount(amount), LIMITS)
            else if (kind === 'cash') await payment.take({ kind, amount })
            else if (kind === 'card' || kind === 'voucher')
              await payment.take({ kind, amount, reference: 'R1' })
          }
          await payment.takeExactCash()
          expect(refusedByWorker).toEqual([])
          expect(stored).toHaveLength(1)
          for (const { tenders, change, totals, tip = 0, rounding = 0 } of stored) {
            const tendered = tenders.reduce((sum, tender) => sum + tender.amount, 0)
            expect(tendered - change).toBe(totals.total + tip + rounding)
          }
        },
      ),
      { seed: 1, numRuns: 300 },
    )
  })

  it('E8 what is asked in dollars settles the sale', async () => {
    const { payment, stored } = pay(1_000)
    await payment.take(dollars(handedFor(1_000, { ...RATE, step: 500 })))
    // 15 dollars are 11.85.
    expect(stored).toMatchObject([{ change: 185 }])
  })
})

describe('O5 a sale that the worker refuses for want of a right', () => {
  it('asks for each right on the spot, and finishes with the money that was taken', async () => {
    const needed = new Set<TillRight>(['exempt-tax', 'sell-unlisted'])
    const { payment, stored } = pay(1_200, {
      judge() {
        const [right] = needed
        return right && { code: 'not-allowed', right }
      },
      ask: async right => needed.delete(right),
    })
    await payment.take({ kind: 'cash', amount: 2_000 })
    expect(stored).toMatchObject([{ change: 800 }])
  })

  it('stays as it is when nobody allows it, says why, and asks again on the next try', async () => {
    const asked: TillRight[] = []
    const { payment, step, stored } = pay(1_200, {
      judge: () => ({ code: 'not-allowed', right: 'sell-unlisted' }),
      async ask(right) {
        asked.push(right)
        return false
      },
    })
    await payment.take({ kind: 'cash', amount: 1_200 })
    expect(step()).toMatchObject({ saving: false, problem: { refusal: { code: 'not-allowed' } } })
    await payment.finish()
    expect(asked).toEqual(['sell-unlisted', 'sell-unlisted'])
    expect(stored).toEqual([])
  })

  it('asks once a try: whoever may allow too little does not make it go round', async () => {
    const asked: TillRight[] = []
    const { payment, step } = pay(1_200, {
      judge: () => ({ code: 'discount-above-limit', most: 120 }),
      async ask(right) {
        asked.push(right)
        return true
      },
    })
    await payment.take({ kind: 'cash', amount: 1_200 })
    expect(asked).toEqual(['discount'])
    expect(step()).toMatchObject({ problem: { refusal: { code: 'discount-above-limit' } } })
  })

  it('finishes nothing that was left meanwhile', async () => {
    let answer = (_allowed: boolean) => {}
    const { payment, stored } = pay(1_200, {
      judge: () => ({ code: 'not-allowed', right: 'sell-unlisted' }),
      ask: () => new Promise(resolve => (answer = resolve)),
    })
    const taking = payment.take({ kind: 'cash', amount: 1_200 })
    await Promise.resolve()
    await Promise.resolve()
    payment.giveBack(0)
    answer(true)
    await taking
    expect(stored).toEqual([])
  })
})
