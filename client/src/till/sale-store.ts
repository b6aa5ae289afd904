import {
  addLine,
  addLineWithDeposit,
  attachBuyer,
  type Buyer,
  backToLines,
  changeQuantity,
  changeUnitPrice,
  confirmAge,
  type DiscountLimits,
  describeLine,
  discountLine,
  discountSale,
  exemptSale,
  isReducedByHand,
  type KnownOfItem,
  type LineResult,
  limitRefusal,
  lineVoidOf,
  type ManualDiscount,
  type OpenSale,
  openSale,
  type PayingSale,
  type PricingContext,
  type ProductId,
  presentCoupon,
  priceForSale,
  priceOverrideOf,
  priceSale,
  removeLine,
  repriceLines,
  ringItem,
  type SaleRefusal,
  type SaleResult,
  type SaleTotals,
  type SellableItem,
  saleCancelOf,
  startPayment,
  type TaxExemption,
  type Tender,
  type TillAct,
  type TillRight,
  weighLine,
  withdrawCoupon,
} from '@evertill/crdt-model'
import { type Accessor, batch, createEffect, createMemo, createSignal, on } from 'solid-js'
import type { DraftRow, ProductRow } from '../local/database.ts'
import { momentAt } from '../local/pricing-context.ts'
import type { Receipt } from '../local/receipt.ts'
import type { ExchangePlan } from '../local/return-plan.ts'
import { sellable } from '../local/sellable.ts'
import type { SpendingLimits } from '../local/spending-limits.ts'
import type { CommandOf, CommandResults } from '../replica/protocol.ts'
import { createItemQuestions, type ItemQuestion } from './item-questions.ts'
import type { LeftSale } from './read-open-draft.ts'
import { createPayment } from './sale-payment.ts'

/** Where the till stands with the sale on screen. */
export type SaleStep =
  | { readonly kind: 'selling' }
  | {
      readonly kind: 'paying'
      readonly sale: PayingSale
      /** The worker has it: nothing can be changed until it answers. */
      readonly saving: boolean
      readonly problem: PaymentProblem | null
    }
  /** Stored for good; stays on screen until the next item. */
  | { readonly kind: 'done'; readonly receipt: Receipt }

/** Why a payment was not stored; the sale is still there. */
export type PaymentProblem =
  | { readonly kind: 'storage-failed'; readonly message: string }
  | { readonly kind: 'not-signed-in' }
  | { readonly kind: 'no-answer'; readonly message: string }
  | { readonly kind: 'refused'; readonly refusal: SaleRefusal }
  /** The shop's settings changed meanwhile: another amount is due than was said. Minor units. */
  | { readonly kind: 'due-changed'; readonly before: number; readonly after: number }

/** Why a reduction is more than these limits allow, or undefined. */
export type Exceeds = (limits: DiscountLimits) => SaleRefusal | undefined

/** What the sale needs of the world. */
export interface SaleWorld {
  readonly context: Accessor<PricingContext>
  readonly send: <Type extends 'completeSale' | 'saveDraft' | 'removeDraft' | 'parkSale'>(
    command: CommandOf<Type>,
  ) => Promise<CommandResults[Type]>
  readonly newId: () => string
  readonly now: () => number
  /** The deposit that is sold with a product, if any. */
  readonly depositOf?: (product: ProductRow) => ProductRow | null
  /** Moves as time goes by: prices of an open sale follow the hours of promotions and price lists. */
  readonly tick?: Accessor<unknown>
  /** A step that was not possible: the screen words it. */
  readonly onRefusal: (refusal: SaleRefusal) => void
  /** How much may be taken off in the sale of this id by who is signed in. */
  readonly limits: (sale: string) => DiscountLimits
  /** Whether this may be done in the sale of this id: by who is signed in, or because somebody allowed it there. */
  readonly may: (right: TillRight, sale: string) => boolean
  /**
   * Asks somebody who has the right to allow it in the sale of this id. Resolves with whether it was allowed.
   * @param exceeds why somebody's limits are too low for it, where limits matter
   */
  readonly ask: (right: TillRight, sale: string, exceeds?: Exceeds) => Promise<boolean>
  /** Journals what was done to the sale of this id beside selling. */
  readonly record: (act: TillAct, sale: string) => void
  /** A line was rung up or grew. */
  readonly onAdded?: (line: string) => void
  /** A sale is stored for good. */
  readonly onCompleted?: () => void
}

export interface SaleStore {
  readonly sale: Accessor<OpenSale>
  readonly step: Accessor<SaleStep>
  readonly totals: Accessor<SaleTotals>
  /** The line that is open in place, by id. */
  readonly selected: Accessor<string | null>
  /** The line that was touched last, and how often any was: to light it, again and again. */
  readonly lit: Accessor<{ readonly line: string; readonly times: number } | null>
  /** What has to be asked before an item can be rung up. */
  readonly question: Accessor<ItemQuestion | null>
  /** Years that must be confirmed before payment, or 0. */
  readonly ageToCheck: Accessor<number>
  /** What one piece costs for whoever buys now, by price list or catalog; null when it is asked. Minor units. */
  readonly priceOf: (product: Pick<ProductRow, 'id' | 'price'>) => number | null

  readonly add: (product: ProductRow, known?: KnownOfItem) => void
  /** Something that is not on file. */
  readonly addUnlisted: (item: Omit<SellableItem, 'id'>, known: KnownOfItem) => void
  readonly answerQuestion: (known: KnownOfItem) => void
  readonly skipQuestion: () => void
  readonly select: (line: string | null) => void
  readonly setQuantity: (line: string, quantity: number) => void
  /** Weighed anew: net and tare. */
  readonly setWeight: (line: string, quantity: number, tare: number) => void
  readonly describe: (line: string, about: { readonly serial?: string; readonly note?: string }) => void
  readonly setUnitPrice: (line: string, unitPrice: number) => void
  /** Takes something off a line, or nothing any more with null. */
  readonly discountLine: (line: string, discount: ManualDiscount | null) => void
  /** Takes something off the whole sale, or nothing any more with null. */
  readonly discountSale: (discount: ManualDiscount | null) => void
  /**
   * Takes a line out: at once, or when somebody allowed it.
   * @param onRemoved is called once it is out, with how to put it back
   */
  readonly remove: (line: string, onRemoved?: (putBack: () => void) => void) => void
  readonly confirmAge: (years: number) => void
  /** What comes back and pays for this sale. */
  readonly exchange: Accessor<ExchangePlan | null>
  /** Has goods that come back pay for this sale, or no more with null. Not while money is being taken. */
  readonly takeGoods: (plan: ExchangePlan | null) => boolean
  /** Says who buys, or nobody with null. Prices of their own come with `reprice`. SPEC U1, U2. */
  readonly attachCustomer: (buyer: Buyer | null) => void
  /** Frees the whole sale from tax, or charges it again with null. */
  readonly exempt: (exemption: TaxExemption | null) => void
  /** Gives the whole sale up. Returns how to take it up again. */
  readonly cancel: () => () => void
  /** Presents a coupon, but not while money is taken; whether it gives anything, the totals say. */
  readonly presentCoupon: (code: string) => void
  readonly withdrawCoupon: (code: string) => void
  /**
   * Gives lines the prices that hold now for whoever buys: after a customer was attached, or when a person asks.
   * @param catalog the catalog's prices of the products to price anew; lines of others stay as they are
   */
  readonly reprice: (catalog: ReadonlyMap<ProductId, number | null>) => void

  readonly pay: () => boolean
  readonly backToSale: () => void
  /**
   * Takes a tender; finishes the sale when that is enough. Tells whether it was taken.
   * @param limits what may be spent of the account that it names
   */
  readonly take: (tender: Tender, limits?: SpendingLimits) => Promise<boolean>
  /** Sets the tip, in minor units; 0 for none. Tells whether it was set. */
  readonly setTip: (amount: number) => boolean
  /** Takes what is still to pay, and finishes. */
  readonly takeExactCash: () => Promise<void>
  readonly giveBack: (tender: number) => void
  readonly finish: () => Promise<void>
  readonly nextSale: () => void

  /** Puts the sale aside, for all tills of the store. @param label what it is called, or nothing */
  readonly park: (label?: string) => void
  /** Goes on with a sale that waits on this till; the one on screen is parked. */
  readonly recall: (draft: DraftRow) => void
}

/** The sale on screen and everything that can be done with it. Begins with what a reload left. */
export function createSaleStore(world: SaleWorld, left: LeftSale = { sale: null, receipt: null }): SaleStore {
  const fresh = () => openSale(world.newId(), world.context().currency)
  const [sale, setSale] = createSignal<OpenSale>(left.sale ?? fresh())
  const [step, setStep] = createSignal<SaleStep>(
    left.receipt === null ? { kind: 'selling' } : { kind: 'done', receipt: left.receipt },
  )
  const [selected, select] = createSignal<string | null>(null)
  const [lit, setLit] = createSignal<{ line: string; times: number } | null>(null)
  /** What comes back and pays, by the sale it pays for: parked and recalled with it. */
  const [goods, setGoods] = createSignal<ReadonlyMap<string, ExchangePlan>>(
    new Map(left.sale && left.exchange ? [[left.sale.id, left.exchange]] : []),
  )
  const exchange = createMemo(() => goods().get(sale().id) ?? null)
  /** What sales were called when they were parked: they are called so when they are parked again. */
  const labels = new Map<string, string>()
  /** Scans while the worker stores a sale belong to the next one. */
  const waiting: (() => void)[] = []

  const pricing = () => {
    world.tick?.()
    const context = world.context()
    return { ...context, moment: momentAt(world.now(), context.timeZone) }
  }
  const customer = createMemo(() => sale().customer)
  /** Without a price list there is nothing to follow: tiles are many. */
  const ringing = createMemo<PricingContext>(() =>
    (world.context().priceLists ?? []).length > 0 ? pricing() : world.context(),
  )
  const priceOf = (product: Pick<ProductRow, 'id' | 'price'>) => {
    const buyer = customer()
    return priceForSale(product, buyer ? { customer: buyer } : {}, ringing())
  }
  const totals = createMemo(() => priceSale(sale(), pricing()))
  const ageToCheck = createMemo(() => {
    const attempt = startPayment(sale(), pricing())
    return !attempt.ok && attempt.refusal.code === 'age-not-checked' ? attempt.refusal.minimumAge : 0
  })

  const sellableNow = (product: ProductRow) => ({ ...sellable(product), price: priceOf(product) })
  const questions = createItemQuestions(sellableNow, ({ product, known }) => {
    const deposit = world.depositOf?.(product) ?? null
    ring(sellableNow(product), known, deposit && sellableNow(deposit))
  })

  const payment = createPayment({
    sale,
    step,
    setStep,
    pricing,
    send: command => world.send<'completeSale'>(command),
    exchange: () => exchange(),
    ask: world.ask,
    onRefusal: world.onRefusal,
    onStored: finished,
    onSettled: goOn,
  })

  function keep(next: OpenSale): void {
    setSale(next)
    const isEmpty = next.lines.length === 0 && next.customer === undefined
    if (isEmpty && !goods().has(next.id)) removeDraft(next.id)
    else saveDraft(next)
  }

  function saveDraft(saved: OpenSale): void {
    const draft = draftOf(saved, false, labels.get(saved.id) ?? '')
    world.send<'saveDraft'>({ type: 'saveDraft', draft }).catch(ignore)
  }

  function parkDraft(parked: OpenSale, label = labels.get(parked.id) ?? ''): void {
    const draft = draftOf(parked, true, label)
    world.send<'parkSale'>({ type: 'parkSale', draft }).catch(ignore)
  }

  function draftOf(of: OpenSale, parked: boolean, label: string): DraftRow {
    const returned = goods().get(of.id)
    const row = { id: of.id, sale: of, parked, label, updatedAt: world.now() }
    return returned === undefined ? row : { ...row, exchange: returned }
  }

  function removeDraft(id: string): void {
    world.send<'removeDraft'>({ type: 'removeDraft', id }).catch(ignore)
  }

  /** Takes over a changed sale, on whatever screen it was changed. */
  function change(result: LineResult | SaleResult<OpenSale>): boolean {
    if (!result.ok) {
      world.onRefusal(result.refusal)
      return false
    }
    batch(() => {
      keep(result.sale)
      const now = step()
      if (now.kind === 'paying') payment.again(now.sale)
    })
    return true
  }

  /** Takes over a sale whose terms changed: a coupon, the prices of its lines. */
  function changeTerms(next: OpenSale): void {
    const now = step().kind
    if (next === sale() || now === 'paying') return
    batch(() => {
      if (now === 'done') setStep({ kind: 'selling' })
      keep(next)
    })
  }

  /** A change that takes something off: somebody with more rights is asked when it is more than the operator may. */
  function reduce(
    make: (sale: OpenSale) => SaleResult<OpenSale> | LineResult,
    onDone: () => void = () => {},
  ): void {
    const { id } = sale()
    const carryOut = () => {
      if (change(make(sale()))) onDone()
    }
    const result = make(sale())
    if (!result.ok || excessOf(result.sale) === undefined) {
      carryOut()
      return
    }
    const exceeds: Exceeds = limits => excessOf(result.sale, limits)
    void world.ask('discount', id, exceeds).then(allowed => {
      if (!allowed || sale().id !== id) return
      // What was asked for is worked out anew: the sale may have grown meanwhile, or the limits be others.
      const again = make(sale())
      const tooMuch = again.ok ? excessOf(again.sale) : undefined
      if (tooMuch) world.onRefusal(tooMuch)
      else carryOut()
    })
  }

  /** Why a sale that was reduced is more than somebody may give, by what holds for it now unless other limits are given. */
  function excessOf(next: OpenSale, limits = world.limits(next.id)): SaleRefusal | undefined {
    return isReducedByHand(next) ? limitRefusal(next, priceSale(next, pricing()), limits) : undefined
  }

  /** Takes something out of the sale, which is journaled: at once, or when somebody with the right allowed it. SPEC O6. */
  function takeOut(carryOut: () => void): void {
    const { id } = sale()
    if (world.may('void-line', id)) carryOut()
    else void world.ask('void-line', id).then(allowed => allowed && sale().id === id && carryOut())
  }

  /** Gives a line another quantity; less than it has is a part of it taken out. */
  function resize(id: string, make: (sale: OpenSale) => LineResult): void {
    const lineOf = (of: OpenSale) => of.lines.find(line => line.id === id)
    const result = make(sale())
    const lessBy = (next: OpenSale) => (lineOf(sale())?.quantity ?? 0) - (lineOf(next)?.quantity ?? 0)
    if (!result.ok || lessBy(result.sale) <= 0) {
      change(result)
      return
    }
    takeOut(() => {
      const before = sale()
      const next = make(before)
      const fewer = next.ok ? lessBy(next.sale) : 0
      const act = fewer > 0 ? lineVoidOf(before, totals(), id, fewer) : undefined
      if (change(next)) note(act, before)
    })
  }

  function remove(line: string, onRemoved: (putBack: () => void) => void): void {
    const before = sale()
    const gone = before.lines.find(each => each.id === line)
    const act = gone && lineVoidOf(before, totals(), line, gone.quantity)
    const deposit = before.lines.find(each => each.depositOf === line)
    if (!change(removeLine(before, line)) || gone === undefined) return
    note(act, before)
    const after = sale()
    if (selected() === line) select(null)
    onRemoved(() => {
      if (sale() === after) keep(before)
      else if (sale().id === before.id) {
        change(
          deposit === undefined
            ? addLine(sale(), gone, 'separate')
            : addLineWithDeposit(sale(), gone, deposit, 'separate'),
        )
      }
    })
  }

  function note(act: TillAct | undefined, of: OpenSale): void {
    if (act !== undefined) world.record(act, of.id)
  }

  function ring(item: SellableItem, known: KnownOfItem, deposit: SellableItem | null): void {
    const now = step()
    if (now.kind === 'paying' && now.saving) {
      waiting.push(() => ring(item, known, deposit))
      return
    }
    batch(() => {
      if (now.kind === 'done') setStep({ kind: 'selling' })
      const base =
        sale().lines.length === 0 && sale().currency !== world.context().currency ? fresh() : sale()
      const result = ringItem(base, item, known, deposit)
      if (!change(result) || !result.ok) return
      setLit(last => ({ line: result.line, times: (last?.times ?? 0) + 1 }))
      world.onAdded?.(result.line)
    })
  }

  function finished(id: string, receipt: Receipt): void {
    batch(() => {
      setSale(fresh())
      keepGoods(id, null)
      select(null)
      setLit(null)
      setStep({ kind: 'done', receipt })
    })
    removeDraft(id)
    world.onCompleted?.()
    goOn()
  }

  /** What was scanned while the worker had the sale. */
  function goOn(): void {
    for (const again of waiting.splice(0)) again()
  }

  function keepGoods(id: string, plan: ExchangePlan | null): void {
    setGoods(before => {
      const next = new Map(before)
      if (plan === null) next.delete(id)
      else next.set(id, plan)
      return next
    })
  }

  function begin(next: OpenSale): void {
    batch(() => {
      setSale(next)
      select(null)
      setLit(null)
      setStep({ kind: 'selling' })
    })
  }

  function recall(row: DraftRow): void {
    const now = step()
    if (now.kind === 'paying' && now.saving) {
      waiting.push(() => recall(row))
      return
    }
    if (sale().lines.length > 0) parkDraft(sale())
    if (row.exchange) keepGoods(row.id, row.exchange)
    labels.set(row.id, row.label)
    saveDraft(row.sale)
    begin(row.sale)
  }

  createEffect(on(world.context, payment.renew, { defer: true }))

  return {
    sale,
    step,
    totals,
    selected,
    lit,
    question: questions.question,
    ageToCheck,
    priceOf,

    add(product, known = {}) {
      questions.add(product, known)
      // What is asked is asked where the line will be.
      if (questions.question() !== null && step().kind === 'done') setStep({ kind: 'selling' })
    },
    addUnlisted: (item, known) => ring({ ...item, id: null }, known, null),
    answerQuestion: questions.answer,
    skipQuestion: questions.skip,
    select: line => select(line),
    setQuantity: (id, quantity) => resize(id, now => changeQuantity(now, id, quantity)),
    setUnitPrice(id, unitPrice) {
      const before = sale()
      const act = priceOverrideOf(before, id, unitPrice)
      reduce(
        now => changeUnitPrice(now, id, unitPrice),
        () => note(act, before),
      )
    },
    setWeight: (id, quantity, tare) => resize(id, now => weighLine(now, id, quantity, tare)),
    describe: (line, about) => {
      change(describeLine(sale(), line, about))
    },
    discountLine: (id, discount) => reduce(now => discountLine(now, id, discount)),
    discountSale: discount => reduce(now => discountSale(now, discount)),
    exempt: exemption => {
      change(exemptSale(sale(), exemption))
    },
    remove: (line, onRemoved = () => {}) => takeOut(() => remove(line, onRemoved)),
    confirmAge: years => keep(confirmAge(sale(), years)),
    attachCustomer(buyer) {
      const now = step()
      if (now.kind === 'paying') return
      batch(() => {
        if (now.kind === 'done') setStep({ kind: 'selling' })
        keep(attachBuyer(sale(), buyer, momentAt(world.now(), world.context().timeZone).day))
      })
    },
    cancel() {
      const before = sale()
      if (before.lines.length === 0 || step().kind !== 'selling') return () => {}
      note(saleCancelOf(before, totals()), before)
      removeDraft(before.id)
      begin(fresh())
      return () => {
        // Another one has begun: it waits among the parked ones.
        if (sale().lines.length > 0) parkDraft(before)
        else {
          begin(before)
          keep(before)
        }
      }
    },
    exchange,
    takeGoods(plan) {
      if (step().kind === 'paying') return false
      batch(() => {
        keepGoods(sale().id, plan)
        if (plan !== null) setStep({ kind: 'selling' })
        keep(sale())
      })
      return true
    },
    presentCoupon: code => changeTerms(presentCoupon(sale(), code)),
    withdrawCoupon: code => changeTerms(withdrawCoupon(sale(), code)),
    reprice(catalog) {
      const repriced = repriceLines(sale(), ({ product }) =>
        product === null || !catalog.has(product)
          ? null
          : priceOf({ id: product, price: catalog.get(product) ?? null }),
      )
      if (repriced.ok) changeTerms(repriced.sale)
      else world.onRefusal(repriced.refusal)
    },

    pay() {
      const started = payment.start()
      if (started) select(null)
      return started
    },
    backToSale() {
      const now = payment.paying()
      if (now === null) return
      batch(() => {
        setSale(backToLines(now))
        setStep({ kind: 'selling' })
      })
    },
    take: payment.take,
    setTip: payment.setTip,
    takeExactCash: payment.takeExactCash,
    giveBack: payment.giveBack,
    finish: payment.finish,
    nextSale() {
      if (step().kind === 'done') setStep({ kind: 'selling' })
    },

    park(label) {
      const now = step()
      if (now.kind === 'paying' && now.saving) return
      if (sale().lines.length === 0) return
      parkDraft(sale(), label)
      begin(fresh())
    },
    recall,
  }
}

/** A draft only serves a reload: when it cannot be kept, selling goes on, and the payment says what is wrong. */
function ignore(): void {}
