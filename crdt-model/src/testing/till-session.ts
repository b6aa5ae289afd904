import type { Moment } from '../calendar/moment.ts'
import {
  type BusinessDay,
  type CustomerGroupId,
  type CustomerId,
  type ProductId,
  type TillId,
  toId,
} from '../ids.ts'
import type { EntryReference } from '../journal/events/refund.ts'
import type { JournalEvent, SaleEvent } from '../journal/journal-entry.ts'
import { exchangeCredit, exchangeOf } from '../returns/exchange.ts'
import { payBack } from '../returns/pay-back.ts'
import { refundsOf, returnGoods } from '../returns/return-goods.ts'
import { voidedNumbers, voidLastSale } from '../returns/void-sale.ts'
import { dueWith } from '../sale/amount-due.ts'
import {
  addLine,
  addLineWithDeposit,
  changeQuantity,
  changeUnitPrice,
  confirmAge,
  openSale,
  removeLine,
} from '../sale/edit-lines.ts'
import {
  attachCustomer,
  discountLine,
  discountSale,
  exemptLine,
  exemptSale,
  presentCoupon,
} from '../sale/edit-terms.ts'
import type { OpenSale, PayingSale, PricingContext } from '../sale/sale.ts'
import { saleEventOf } from '../sale/sale-event.ts'
import {
  addTender,
  backToLines,
  checkPayingSale,
  completeSale,
  removeTender,
  setTip,
  startPayment,
} from '../sale/take-payment.ts'
import type { Tender } from '../sale/tender.ts'
import type { ShiftEntry } from '../shift/fold-shift.ts'
import { closeShiftEvent, moveCashEvent, openShift, openShiftEvent } from '../shift/shift-steps.ts'
import { FIVE_PENCE } from './any-sale-event.ts'
import { cheapestFree, percent, products, samplePromotion } from './sample-promotion.ts'
import { CONTEXT, GBP, sampleBottle, sampleLine } from './sample-sale.ts'

const TILL = toId<TillId>('till')
const NOW: Moment = { day: toId<BusinessDay>('2026-11-20'), minute: 720 }

/** Pounds rounded to five pence in cash, with promotions of several kinds. */
export const SESSION_CONTEXT: PricingContext = {
  ...CONTEXT,
  moment: NOW,
  cashRounding: [FIVE_PENCE],
  promotions: [
    samplePromotion('three', cheapestFree(products('mug', 'cup'), 3)),
    samplePromotion(
      'staff',
      { kind: 'each', on: {}, off: percent(10) },
      { stacks: true, conditions: { customerGroups: new Set([toId<CustomerGroupId>('staff')]) } },
    ),
    samplePromotion(
      'spend',
      { kind: 'whole-sale', off: { kind: 'amount', amount: 333 } },
      { conditions: { needs: [{ on: {}, amount: 4000 }] } },
    ),
    samplePromotion('spring', { kind: 'whole-sale', off: percent(7) }, { conditions: { coupon: 'spring' } }),
  ],
}

/** One thing that a person does or tries, with figures that decide on the details. */
export interface Act {
  readonly what: number
  readonly a: number
  readonly b: number
}

/** A till on which acts are tried one after the other: what is refused changes nothing. */
export class TillSession {
  readonly entries: ShiftEntry[] = []
  #sale: OpenSale | PayingSale = openSale('0', GBP)

  act({ what, a, b }: Act): void {
    const acts = [
      () => this.#ring(a, b),
      () => this.#ring(a, b),
      () => this.#edit(a, b),
      () => this.#terms(a, b),
      () => this.#pay(a, b),
      () => this.#pay(a, b),
      () => this.#refund(a, b),
      () => this.#void(),
      () => this.#exchange(a, b),
      () => this.#shift(a, b),
    ]
    acts[what % acts.length]?.()
  }

  #write(event: JournalEvent): void {
    const number = this.entries.length + 1
    this.entries.push({ epoch: 1, number, at: 1000 * number, event })
  }

  #open(): OpenSale | null {
    return this.#sale.state === 'open' ? this.#sale : null
  }

  #ring(a: number, b: number): void {
    const sale = this.#open()
    if (sale === null) return
    const quantity = b % 5 === 0 ? 1 + (b % 3000) : 1000 * (1 + (b % 4))
    const unitPrice = 1 + ((a * 37) % 3000)
    const names = ['mug', 'cup', 'plate']
    const line = sampleLine({
      product: toId<ProductId>(names[a % 3] ?? 'mug'),
      quantity,
      unitPrice,
      listPrice: unitPrice,
    })
    const deposit = sampleLine({
      product: toId<ProductId>('deposit'),
      unitPrice: 25,
      listPrice: 25,
      taxClass: null,
    })
    const results = [
      () => addLine(sale, line),
      () => addLine(confirmAge(sale, 18), sampleBottle({ quantity })),
      () => addLineWithDeposit(sale, line, deposit),
      () => addLine(sale, { ...line, labelAmount: unitPrice }),
      () => addLine(sale, { ...line, product: null, name: 'Ribbon', taxClass: null }),
    ]
    const result = results[(a + b) % results.length]?.()
    if (result?.ok) this.#sale = result.sale
  }

  #edit(a: number, b: number): void {
    const sale = this.#open()
    const line = sale?.lines[a % Math.max(1, sale.lines.length)]
    if (!sale || !line) return
    const results = [
      changeQuantity(sale, line.id, b - 50),
      changeUnitPrice(sale, line.id, b * 3),
      removeLine(sale, line.id),
      discountLine(sale, line.id, { kind: 'percent', millionths: b * 4000 }),
      exemptLine(sale, line.id, { reason: 'Embassy', certificate: '' }),
    ]
    const result = results[b % results.length]
    if (result?.ok) this.#sale = result.sale
  }

  #terms(a: number, b: number): void {
    const sale = this.#open()
    if (!sale) return
    const results = [
      discountSale(sale, b % 3 === 0 ? null : { kind: 'amount', amount: b * 5 }),
      exemptSale(sale, b % 2 === 0 ? null : { reason: 'Export', certificate: 'X', taxes: ['VAT'] }),
      { ok: true as const, sale: presentCoupon(sale, 'Spring') },
      {
        ok: true as const,
        sale: attachCustomer(sale, { id: toId<CustomerId>('c1'), group: toId<CustomerGroupId>('staff') }),
      },
    ]
    const result = results[a % results.length]
    if (result?.ok) this.#sale = result.sale
  }

  #pay(a: number, b: number): void {
    if (this.#sale.state === 'open') {
      const started = startPayment(this.#sale, SESSION_CONTEXT)
      if (started.ok) this.#sale = started.sale
      return
    }
    const sale = this.#sale
    const card: Tender = { kind: 'card', amount: 1 + (b % 1500), reference: `T${a}` }
    const cash: Tender = { kind: 'cash', amount: b % 2 === 0 ? dueWith(sale, 'cash') : b * 20 }
    const results = [
      addTender(sale, card),
      addTender(sale, cash),
      setTip(sale, b),
      removeTender(sale, b % 3),
      b % 7 === 0 ? { ok: true as const, sale: backToLines(sale) } : addTender(sale, cash),
    ]
    const result = results[a % results.length]
    if (!result?.ok) return
    this.#sale = result.sale
    if (result.sale.state === 'paying') this.#complete(result.sale)
  }

  #complete(sale: PayingSale): void {
    const checked = checkPayingSale(structuredClone(sale), SESSION_CONTEXT)
    const completed = checked.ok ? completeSale(checked.sale) : checked
    if (!completed.ok) return
    this.#write(saleEventOf(completed.sale))
    this.#sale = openSale(String(this.entries.length), GBP)
  }

  #soldBefore(a: number) {
    const sales = this.entries.flatMap(({ number, event }) =>
      event.kind === 'sale' ? [{ number, sale: event }] : [],
    )
    const chosen = sales[a % Math.max(1, sales.length)]
    if (!chosen) return undefined
    const events = this.entries.map(({ event }) => event)
    const of: EntryReference = { till: TILL, epoch: 1, number: chosen.number }
    return {
      ...chosen,
      of,
      refunds: refundsOf(of, events),
      isVoided: voidedNumbers(this.entries).has(chosen.number),
    }
  }

  #return(a: number, b: number) {
    const before = this.#soldBefore(a)
    if (!before) return undefined
    const line = b % before.sale.lines.length
    const quantity = Math.ceil((before.sale.lines[line]?.quantity ?? 0) / (1 + (a % 3)))
    const wanted = [{ line, quantity, restock: b % 2 === 0 }]
    const result = returnGoods(before.sale, before.refunds, wanted, before.isVoided)
    return result.ok ? { ...before, goods: result.goods } : undefined
  }

  #refund(a: number, b: number): void {
    const returned = this.#return(a, b)
    if (!returned) return
    const { origins, ...goods } = returned.goods
    const { tenders, rounding } = payBack(goods.total, returned.sale, returned.refunds, FIVE_PENCE)
    const sold: SaleEvent = { kind: 'sale', ...goods, tenders, change: 0, ageChecked: 0 }
    this.#write({
      kind: 'refund',
      of: returned.of,
      reason: 'Broken',
      goods: rounding === 0 ? sold : { ...sold, rounding },
      origins,
    })
  }

  #void(): void {
    const result = voidLastSale(this.entries, this.entries.length, 'Mistake')
    if (result.ok) this.#write(result.event)
  }

  /** Of one thing that came back against one plate. */
  #exchange(a: number, b: number): void {
    const returned = this.#return(a, b)
    const rung = addLine(
      openSale('x', GBP),
      sampleLine({ product: toId<ProductId>('plate'), unitPrice: 10 * b + 1 }),
    )
    const started = rung.ok ? startPayment(rung.sale, SESSION_CONTEXT) : undefined
    if (!returned || !started?.ok) return
    const { origins, ...goods } = returned.goods
    const credit = exchangeCredit(goods.total, started.sale.totals.total)
    const part = addTender(started.sale, { kind: 'exchange', amount: credit }, { exchangeCredit: credit })
    if (!part.ok) return
    const due = dueWith(part.sale, 'cash')
    const paid =
      due > 0
        ? addTender(part.sale, { kind: 'card', amount: dueWith(part.sale, 'card'), reference: 'T' })
        : part
    const completed = paid.ok ? completeSale(paid.sale) : paid
    if (!completed.ok) return
    const rest = payBack(goods.total - credit, returned.sale, returned.refunds)
    const tenders: Tender[] = [{ kind: 'exchange', amount: credit }, ...rest.tenders]
    const event = exchangeOf(
      {
        kind: 'refund',
        of: returned.of,
        reason: 'Another size',
        goods: { kind: 'sale', ...goods, tenders, change: 0, ageChecked: 0 },
        origins,
      },
      saleEventOf(completed.sale),
    )
    if (event) this.#write(event)
  }

  #shift(a: number, b: number): void {
    const count = { currency: GBP, pieces: [{ value: 500, count: b }], loose: a }
    const isOpen = openShift(this.entries) !== undefined
    const steps = [
      isOpen && b % 4 === 0
        ? closeShiftEvent(this.entries, [count], b % 8 === 0 ? 'Counted twice' : '')
        : openShiftEvent(this.entries, [count]),
      moveCashEvent(this.entries, 'cash-in', GBP, b + 1, 'Coins'),
      moveCashEvent(this.entries, 'cash-out', GBP, a + 1, 'Milk'),
      moveCashEvent(this.entries, 'drop', GBP, b * 10 + 1, 'Bag'),
    ]
    const step = steps[a % steps.length]
    if (step?.ok) this.#write(step.event)
  }
}
