import {
  addTender,
  areSameTotals,
  completeSale,
  dueWith,
  limitRefusal,
  type OpenSale,
  type PayingSale,
  type PricingContext,
  payWithGoods,
  remainingDue,
  removeTender,
  renewPayment,
  rightToAsk,
  type SaleRefusal,
  type SaleResult,
  setTip,
  startPayment,
  type Tender,
  type TillRight,
} from '@evertill/crdt-model'
import type { Accessor } from 'solid-js'
import type { Receipt } from '../local/receipt.ts'
import type { ExchangePlan } from '../local/return-plan.ts'
import type { SpendingLimits } from '../local/spending-limits.ts'
import type { CommandOf, CommandResults } from '../replica/protocol.ts'
import type { Exceeds, PaymentProblem, SaleStep, SaleWorld } from './sale-store.ts'

/** What taking money needs of the sale on screen. */
export interface PaymentWorld {
  readonly sale: Accessor<OpenSale>
  readonly step: Accessor<SaleStep>
  readonly setStep: (step: SaleStep) => void
  /** At this moment. */
  readonly pricing: () => PricingContext
  readonly send: (command: CommandOf<'completeSale'>) => Promise<CommandResults['completeSale']>
  /** Goods that come back and pay for it. */
  readonly exchange: Accessor<ExchangePlan | null>
  readonly onRefusal: (refusal: SaleRefusal) => void
  /** The sale is stored for good. */
  readonly onStored: (sale: string, receipt: Receipt) => void
  /** It was not: what waited for the outcome goes on. */
  readonly onSettled: () => void
  /** Asks somebody to allow it in the sale of this id. */
  readonly ask: SaleWorld['ask']
}

/** From "pay" to the receipt: tenders, and the one command that stores the sale. */
export interface Payment {
  /** The payment that can be changed now: null before it, and while the worker has it. */
  readonly paying: () => PayingSale | null
  readonly start: () => boolean
  /** Something was added while money was already on the table: what is due is worked out anew. */
  readonly again: (before: PayingSale) => void
  /** The settings changed while money is being taken: what is due follows them, and the screen says so. SPEC L13a. */
  readonly renew: () => void
  /**
   * Takes a tender; finishes the sale when that is enough. Tells whether it was taken.
   * @param limits what may be spent of the account that it names
   */
  readonly take: (tender: Tender, limits?: SpendingLimits) => Promise<boolean>
  /** Sets the tip, in minor units; 0 for none. Tells whether it was set. */
  readonly setTip: (amount: number) => boolean
  /** Takes what is still to pay in cash, and finishes. */
  readonly takeExactCash: () => Promise<void>
  readonly giveBack: (tender: number) => void
  readonly finish: () => Promise<void>
}

export function createPayment(world: PaymentWorld): Payment {
  const { step, setStep } = world

  const paying = () => {
    const now = step()
    return now.kind === 'paying' && !now.saving ? now.sale : null
  }

  /** Goods in exchange pay first, as much as the sale costs by now. SPEC X6. */
  const withGoods = (sale: PayingSale) => payWithGoods(sale, world.exchange()?.worth ?? 0)

  const show = (sale: PayingSale) => setStep({ kind: 'paying', sale, saving: false, problem: null })

  /** Takes over a changed payment, or says why it stays as it was. */
  function change(result: SaleResult<PayingSale>): boolean {
    if (result.ok) show(withGoods(result.sale))
    else world.onRefusal(result.refusal)
    return result.ok
  }

  function leave(refusal: SaleRefusal): void {
    setStep({ kind: 'selling' })
    world.onRefusal(refusal)
  }

  function again(before: PayingSale): void {
    const started = startPayment(world.sale(), world.pricing())
    const tip = before.tip === undefined ? {} : { tip: before.tip }
    if (started.ok) show(withGoods({ ...started.sale, ...tip, tenders: before.tenders }))
    else leave(started.refusal)
  }

  function renew(): void {
    const now = step()
    if (now.kind !== 'paying' || now.saving) return
    const renewed = renewPayment(now.sale, world.pricing())
    if (!renewed.ok) {
      leave(renewed.refusal)
      return
    }
    const [before, after] = [inCash(now.sale), inCash(renewed.sale)]
    const problem: PaymentProblem | null =
      before === after ? now.problem : { kind: 'due-changed', before, after }
    setStep({ ...now, sale: withGoods(renewed.sale), problem })
    // Refused only because this screen had not heard of the change yet, and the customer paid what is due.
    const isBehind = problem?.kind === 'refused' && problem.refusal.code === 'totals-differ'
    if (isBehind && !areSameTotals(now.sale.totals, renewed.sale.totals)) void finish()
  }

  function settle(problem: PaymentProblem): void {
    const now = step()
    if (now.kind === 'paying') setStep({ ...now, saving: false, problem })
    world.onSettled()
    renew()
  }

  /** @param asked the rights that were lent for this very try: none is asked for twice */
  async function store(sale: PayingSale, asked: readonly TillRight[] = []): Promise<void> {
    // On its way before the screen is drawn: the worker need not wait for that.
    const answer = world.send({ type: 'completeSale', sale, exchange: world.exchange() })
    setStep({ kind: 'paying', sale, saving: true, problem: null })
    try {
      const result = await answer
      if (result.kind === 'completed') world.onStored(sale.id, result.receipt)
      else if (result.kind === 'refused') await refuse(sale, result.refusal, asked)
      else if (result.kind === 'storage-failed') settle(result)
      else if (result.kind === 'not-signed-in') settle(result)
      // Taken over: the screen of the other tab has the sale; the gate above shows so.
      else settle({ kind: 'no-answer', message: '' })
    } catch (error) {
      settle({ kind: 'no-answer', message: error instanceof Error ? error.message : String(error) })
    }
  }

  /**
   * The worker knows of no approval: the till was started anew, or another operator has the sale now. Somebody is
   * asked on the spot, and the sale is tried again as it stands then.
   */
  async function refuse(sale: PayingSale, refusal: SaleRefusal, asked: readonly TillRight[]): Promise<void> {
    settle({ kind: 'refused', refusal })
    const right = rightToAsk(refusal)
    if (right === null || asked.includes(right)) return
    const exceeds: Exceeds = limits => limitRefusal(sale, sale.totals, limits)
    const allowed = await world.ask(right, sale.id, right === 'discount' ? exceeds : undefined)
    const now = paying()
    if (!allowed || now?.id !== sale.id) return
    const whole = completeSale(now)
    if (whole.ok) await store(now, [...asked, right])
    else world.onRefusal(whole.refusal)
  }

  async function take(tender: Tender, limits: SpendingLimits = {}): Promise<boolean> {
    const now = paying()
    if (now === null) return false
    const taken = addTender(now, tender, { ...world.pricing().tenders, ...limits })
    if (!taken.ok || remainingDue(taken.sale) > 0) return change(taken)
    await store(taken.sale)
    return true
  }

  async function finish(): Promise<void> {
    const now = paying()
    if (now === null) return
    const whole = completeSale(now)
    if (!whole.ok) world.onRefusal(whole.refusal)
    else await store(now)
  }

  return {
    paying,
    start() {
      const started = startPayment(world.sale(), world.pricing())
      change(started)
      return started.ok
    },
    again,
    renew,
    take,
    setTip(amount) {
      const now = paying()
      return now !== null && change(setTip(now, amount))
    },
    async takeExactCash() {
      const now = paying()
      if (now === null) return
      if (remainingDue(now) > 0) await take({ kind: 'cash', amount: dueWith(now, 'cash') })
      else await store(now)
    },
    giveBack(tender) {
      const now = paying()
      // Goods are no money to give back: they are taken out of the sale where its lines are.
      if (now !== null && now.tenders[tender]?.kind !== 'exchange') change(removeTender(now, tender))
    },
    finish,
  }
}

/** What the customer has to hand over in all when it is cash. Minor units. */
function inCash(sale: PayingSale): number {
  return dueWith({ ...sale, tenders: [] }, 'cash')
}
