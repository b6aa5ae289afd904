import {
  addLine,
  addTender,
  areSameTotals,
  backToLines,
  changeQuantity,
  changeUnitPrice,
  completeSale,
  confirmAge,
  dueWith,
  type LineResult,
  ONE_PIECE,
  type OpenSale,
  openSale,
  type PayingSale,
  type PricingContext,
  priceSale,
  remainingDue,
  removeLine,
  removeTender,
  renewPayment,
  type SaleRefusal,
  type SaleTotals,
  startPayment,
} from '@evertill/crdt-model'
import { type Accessor, batch, createEffect, createMemo, createSignal, on } from 'solid-js'
import type { DraftRow, ProductRow } from '../local/database.ts'
import { momentHere } from '../local/pricing-context.ts'
import type { Receipt } from '../local/receipt.ts'
import type { CommandOf, CommandResults } from '../replica/protocol.ts'
import { lineOfProduct, type PricedProduct, withPrice } from './line-of-product.ts'
import type { LeftSale } from './read-open-draft.ts'

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

/** An item whose price has to be asked before it can be rung up. */
export interface PriceQuestion {
  readonly product: ProductRow
  readonly quantity: number
}

/** What the sale needs of the world. */
export interface SaleWorld {
  readonly context: Accessor<PricingContext>
  readonly send: <Type extends 'completeSale' | 'saveDraft' | 'removeDraft'>(
    command: CommandOf<Type>,
  ) => Promise<CommandResults[Type]>
  readonly newId: () => string
  readonly now: () => number
  /** A step that was not possible: the screen words it. */
  readonly onRefusal: (refusal: SaleRefusal) => void
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
  readonly question: Accessor<PriceQuestion | null>
  /** Years that must be confirmed before payment, or 0. */
  readonly ageToCheck: Accessor<number>

  readonly add: (product: ProductRow, quantity?: number) => void
  readonly answerPrice: (price: number) => void
  readonly skipQuestion: () => void
  readonly select: (line: string | null) => void
  readonly setQuantity: (line: string, quantity: number) => void
  readonly setUnitPrice: (line: string, unitPrice: number) => void
  /** Returns how to put the line back. */
  readonly remove: (line: string) => () => void
  readonly confirmAge: (years: number) => void

  readonly pay: () => boolean
  readonly backToSale: () => void
  /** Takes cash; finishes the sale when that is enough. */
  readonly takeCash: (amount: number) => Promise<void>
  /** Takes what is still to pay, and finishes. */
  readonly takeExactCash: () => Promise<void>
  readonly giveBack: (tender: number) => void
  readonly finish: () => Promise<void>
  readonly nextSale: () => void

  readonly park: () => void
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
  const [questions, setQuestions] = createSignal<readonly PriceQuestion[]>([])
  /** Scans while the worker stores a sale belong to the next one. */
  const waiting: (() => void)[] = []

  const pricing = () => ({ ...world.context(), moment: momentHere(world.now()) })
  const totals = createMemo(() => priceSale(sale(), pricing()))
  const ageToCheck = createMemo(() => {
    const attempt = startPayment(sale(), pricing())
    return !attempt.ok && attempt.refusal.code === 'age-not-checked' ? attempt.refusal.minimumAge : 0
  })

  function keep(next: OpenSale): void {
    setSale(next)
    if (next.lines.length === 0) removeDraft(next.id)
    else saveDraft(next, false)
  }

  function saveDraft(saved: OpenSale, parked: boolean): void {
    const row: DraftRow = { id: saved.id, sale: saved, parked, label: '', updatedAt: world.now() }
    world.send<'saveDraft'>({ type: 'saveDraft', draft: row }).catch(ignore)
  }

  function removeDraft(id: string): void {
    world.send<'removeDraft'>({ type: 'removeDraft', id }).catch(ignore)
  }

  /** Takes over a changed sale, on whatever screen it was changed. */
  function change(result: LineResult): boolean {
    if (!result.ok) {
      world.onRefusal(result.refusal)
      return false
    }
    batch(() => {
      keep(result.sale)
      const now = step()
      if (now.kind === 'paying') payAgain(now.sale)
    })
    return true
  }

  /** Something was added while money was already on the table: what is due is worked out anew. */
  function payAgain(before: PayingSale): void {
    const started = startPayment(sale(), pricing())
    if (!started.ok) {
      setStep({ kind: 'selling' })
      world.onRefusal(started.refusal)
      return
    }
    setStep({
      kind: 'paying',
      sale: { ...started.sale, tenders: before.tenders },
      saving: false,
      problem: null,
    })
  }

  function ring(product: PricedProduct, quantity: number): void {
    const now = step()
    if (now.kind === 'paying' && now.saving) {
      waiting.push(() => ring(product, quantity))
      return
    }
    batch(() => {
      if (now.kind === 'done') setStep({ kind: 'selling' })
      const base =
        sale().lines.length === 0 && sale().currency !== world.context().currency ? fresh() : sale()
      const result = addLine(base, lineOfProduct(product, quantity))
      if (!change(result) || !result.ok) return
      setLit(last => ({ line: result.line, times: (last?.times ?? 0) + 1 }))
      world.onAdded?.(result.line)
    })
  }

  function settle(problem: PaymentProblem): void {
    const now = step()
    if (now.kind === 'paying') setStep({ ...now, saving: false, problem })
    for (const again of waiting.splice(0)) again()
    renew()
  }

  /** The settings changed while money is being taken: what is due follows them, and the screen says so. SPEC L13a. */
  function renew(): void {
    const now = step()
    if (now.kind !== 'paying' || now.saving) return
    const renewed = renewPayment(now.sale, pricing())
    if (!renewed.ok) {
      setStep({ kind: 'selling' })
      world.onRefusal(renewed.refusal)
      return
    }
    const [before, after] = [inCash(now.sale), inCash(renewed.sale)]
    const problem: PaymentProblem | null =
      before === after ? now.problem : { kind: 'due-changed', before, after }
    setStep({ ...now, sale: renewed.sale, problem })
    // Refused only because this screen had not heard of the change yet, and the customer paid what is due.
    const isBehind = problem?.kind === 'refused' && problem.refusal.code === 'totals-differ'
    if (isBehind && !areSameTotals(now.sale.totals, renewed.sale.totals)) void finish()
  }

  async function store(paying: PayingSale): Promise<void> {
    // On its way before the screen is drawn: the worker need not wait for that.
    const answer = world.send<'completeSale'>({ type: 'completeSale', sale: paying })
    setStep({ kind: 'paying', sale: paying, saving: true, problem: null })
    try {
      const result = await answer
      if (result.kind === 'completed') finished(paying.id, result.receipt)
      else if (result.kind === 'refused') settle({ kind: 'refused', refusal: result.refusal })
      else if (result.kind === 'storage-failed') settle(result)
      else if (result.kind === 'not-signed-in') settle(result)
      // Taken over: the screen of the other tab has the sale; the gate above shows so.
      else settle({ kind: 'no-answer', message: '' })
    } catch (error) {
      settle({ kind: 'no-answer', message: error instanceof Error ? error.message : String(error) })
    }
  }

  function finished(id: string, receipt: Receipt): void {
    batch(() => {
      setSale(fresh())
      select(null)
      setLit(null)
      setStep({ kind: 'done', receipt })
    })
    removeDraft(id)
    world.onCompleted?.()
    for (const again of waiting.splice(0)) again()
  }

  function begin(next: OpenSale): void {
    batch(() => {
      setSale(next)
      select(null)
      setLit(null)
      setStep({ kind: 'selling' })
    })
  }

  async function takeCash(amount: number): Promise<void> {
    const now = paying()
    if (now === null) return
    const taken = addTender(now, { kind: 'cash', amount })
    if (!taken.ok) world.onRefusal(taken.refusal)
    else if (remainingDue(taken.sale) === 0) await store(taken.sale)
    else setStep({ kind: 'paying', sale: taken.sale, saving: false, problem: null })
  }

  async function finish(): Promise<void> {
    const now = paying()
    if (now === null) return
    const whole = completeSale(now)
    if (!whole.ok) world.onRefusal(whole.refusal)
    else await store(now)
  }

  createEffect(on(world.context, renew, { defer: true }))

  const paying = () => {
    const now = step()
    return now.kind === 'paying' && !now.saving ? now.sale : null
  }

  return {
    sale,
    step,
    totals,
    selected,
    lit,
    question: () => questions()[0] ?? null,
    ageToCheck,

    add(product, quantity = ONE_PIECE) {
      const priced = withPrice(product)
      if (priced !== null) ring(priced, quantity)
      else setQuestions(all => [...all, { product, quantity }])
    },
    answerPrice(price) {
      const question = questions()[0]
      if (question === undefined) return
      setQuestions(all => all.slice(1))
      ring({ ...question.product, price }, question.quantity)
    },
    skipQuestion: () => setQuestions(all => all.slice(1)),
    select: line => select(line),
    setQuantity: (line, quantity) => {
      change(changeQuantity(sale(), line, quantity))
    },
    setUnitPrice: (line, unitPrice) => {
      change(changeUnitPrice(sale(), line, unitPrice))
    },
    remove(line) {
      const before = sale()
      const gone = before.lines.find(each => each.id === line)
      if (!change(removeLine(before, line)) || gone === undefined) return () => {}
      const after = sale()
      if (selected() === line) select(null)
      return () => {
        if (sale() === after) keep(before)
        else if (sale().id === before.id) change(addLine(sale(), gone, 'separate'))
      }
    },
    confirmAge: years => keep(confirmAge(sale(), years)),

    pay() {
      const started = startPayment(sale(), pricing())
      if (!started.ok) world.onRefusal(started.refusal)
      else {
        select(null)
        setStep({ kind: 'paying', sale: started.sale, saving: false, problem: null })
      }
      return started.ok
    },
    backToSale() {
      const now = paying()
      if (now === null) return
      batch(() => {
        setSale(backToLines(now))
        setStep({ kind: 'selling' })
      })
    },
    takeCash,
    async takeExactCash() {
      const now = paying()
      if (now === null) return
      if (remainingDue(now) > 0) await takeCash(dueWith(now, 'cash'))
      else await store(now)
    },
    giveBack(tender) {
      const now = paying()
      if (now === null) return
      const given = removeTender(now, tender)
      if (!given.ok) world.onRefusal(given.refusal)
      else setStep({ kind: 'paying', sale: given.sale, saving: false, problem: null })
    },
    finish,
    nextSale() {
      if (step().kind === 'done') setStep({ kind: 'selling' })
    },

    park() {
      const now = step()
      if (now.kind === 'paying' && now.saving) return
      if (sale().lines.length === 0) return
      saveDraft(sale(), true)
      begin(fresh())
    },
    recall(row) {
      const now = step()
      if (now.kind === 'paying' && now.saving) return
      if (sale().lines.length > 0) saveDraft(sale(), true)
      saveDraft(row.sale, false)
      begin(row.sale)
    },
  }
}

/** What the customer has to hand over in all when it is cash. Minor units. */
function inCash(sale: PayingSale): number {
  return dueWith({ ...sale, tenders: [] }, 'cash')
}

/** A draft only serves a reload: when it cannot be kept, selling goes on, and the payment says what is wrong. */
function ignore(): void {}
