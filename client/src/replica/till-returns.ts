import {
  type AccountId,
  type EntryReference,
  exchangeOf,
  goodsWithoutReceipt,
  type JournalEntry,
  payBack,
  payBackRefusal,
  type RefundEvent,
  type ReturnedGoods,
  type ReturnRefusal,
  refundEventOf,
  returnGoods,
  rightToPayBack,
  roundingFor,
  type SaleEvent,
  type SaleRefusal,
  type SpokenLanguage,
  sumTenders,
  type TillRight,
  takenBy,
  type VoidEvent,
  type VoidRefusal,
  voidLastSale,
} from '@evertill/crdt-model'
import Dexie from 'dexie'
import { makeApiClient } from '../api/api-client.ts'
import { accountsIn, readAccountView, readBalances, undoable } from '../local/account-shares.ts'
import type { LocalDatabase } from '../local/database.ts'
import { momentAt } from '../local/pricing-context.ts'
import type { ExchangePlan, ReturnPlan, SoldName } from '../local/return-plan.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import { eventOf, findSold, ownReturnsOf } from './find-sold.ts'
import type { JournalWriter, Made, SaleSurroundings } from './journal-writer.ts'
import { makeRefundReceipt, makeVoidReceipt, returnedPart } from './make-return-receipt.ts'
import type { CommandOf, FindSoldResult, RecordResult, RefundRefusal, VoidSaleRefusal } from './protocol.ts'
import type { TillAuthority } from './till-authority.ts'
import type { TillShift } from './till-shift.ts'

export interface ReturnServices {
  readonly database: LocalDatabase
  readonly journal: JournalWriter
  readonly authority: TillAuthority
  readonly workplace: TillWorkplace
  /** Origin of the relay. */
  readonly relayUrl: string
  /** Who is signed in and what holds now; null while nobody is. */
  readonly surroundings: () => Promise<SaleSurroundings | null>
  /** Says whether cash may move now. SPEC Z6. */
  readonly shift: Pick<TillShift, 'judge'>
  /** Asks the relay for a share of an account. */
  readonly askShare: (account: AccountId, wanted: number) => Promise<unknown>
}

/** What comes back, worked out anew in its turn. */
interface WorkedOut {
  readonly goods: ReturnedGoods
  readonly names: readonly SoldName[]
  readonly of: EntryReference | null
  /** The number of the receipt. */
  readonly receipt: string | null
  readonly sale: Pick<SaleEvent, 'tenders' | 'change'>
  readonly refunds: readonly RefundEvent[]
}

type Worked =
  | { readonly ok: true; readonly worked: WorkedOut }
  | { readonly ok: false; readonly refusal: ReturnRefusal }

/** Without a receipt nobody knows how it was paid: it goes back in cash. SPEC X7. */
const NOT_KNOWN = { tenders: [], change: 0 } as const

/** Goods that come back at this till, and sales that are undone. SPEC X. */
export class TillReturns {
  readonly #services: ReturnServices

  constructor(services: ReturnServices) {
    this.#services = services
  }

  find({ receipt }: CommandOf<'findSold'>): Promise<FindSoldResult> {
    const { database, workplace, relayUrl } = this.#services
    const api = makeApiClient((...request) => fetch(...request), relayUrl)
    return findSold({ database, workplace, api }, receipt)
  }

  /** Takes goods back and pays them out: checked and written in one turn, once for each key. */
  async refund({ key, plan, paid, creditNote }: CommandOf<'refund'>): Promise<RecordResult<RefundRefusal>> {
    const { authority, database, journal, workplace } = this.#services
    const around = await this.#services.surroundings()
    if (around === null) return { kind: 'not-allowed', right: null }
    const { operator, store, pricing } = around
    const result = await journal.record<RefundRefusal>(operator.person, key, async () => {
      const forbidden = await this.#forbidden(rightFor(plan), key)
      if (forbidden) return refused(forbidden)
      if (plan.reason.trim() === '') return refused({ code: 'reason-missing' })
      const result = await this.#workOut(plan, around)
      if (!result.ok) return refused(result.refusal)
      const { goods, names, of, receipt, sale, refunds } = result.worked
      const right = rightToPayBack(paid, payBack(goods.total, sale, refunds, roundingFor(pricing)))
      if (right !== null) {
        const wrong = payBackRefusal(paid, goods.total, sale, refunds)
        if (wrong) return refused(wrong)
        const notOtherwise = await this.#forbidden(right, key)
        if (notOtherwise) return refused(notOtherwise)
      }
      const noShift = await this.#services.shift.judge(paid, store)
      if (noShift) return refused(noShift)
      const event = refundEventOf(goods, { of, reason: plan.reason, paid })
      const balances = await readBalances(database, accountsIn({ lines: [], tenders: paid.tenders }))
      const about = { names, of: receipt, creditNote, balances, language: await this.#languageOf(plan) }
      return {
        ok: true,
        event,
        receipt: sealed =>
          makeRefundReceipt(event, about, { sealed, workplace, store, operator: operator.name }),
      }
    })
    if (result.kind === 'recorded') authority.endSale(key)
    return result
  }

  /** What who bought it wants receipts in. SPEC U3. */
  async #languageOf(plan: ReturnPlan): Promise<SpokenLanguage | null> {
    const buyer = plan.kind === 'with-receipt' ? plan.sold.sale.customer : undefined
    const row = buyer && (await this.#services.database.customers.get(buyer))
    return row?.language ?? null
  }

  /** Undoes the till's last sale. SPEC X5. */
  async voidSale({ key, number, reason }: CommandOf<'voidSale'>): Promise<RecordResult<VoidSaleRefusal>> {
    const { authority, journal, workplace, database } = this.#services
    const around = await this.#services.surroundings()
    if (around === null) return { kind: 'not-allowed', right: null }
    const { operator, store } = around
    await this.#fetchShares(number)
    const result = await journal.record<VoidSaleRefusal>(operator.person, key, async () => {
      const forbidden = await this.#forbidden('void-sale', key)
      if (forbidden) return refused(forbidden)
      const made = voidLastSale(await this.#since(number), number, reason)
      if (!made.ok) return refused<VoidRefusal>(made.refusal)
      const noShift = await this.#services.shift.judge(made.event.sale, store)
      if (noShift) return refused(noShift)
      const spent = await this.#missingOf(made.event)
      if (spent) return refused(spent)
      const sold = (await database.journal.get([journal.head.epoch, number]))?.receipt
      return {
        ok: true,
        event: made.event,
        ...(sold && {
          receipt: sealed =>
            makeVoidReceipt(sold, reason, { sealed, workplace, store, operator: operator.name }),
        }),
      }
    })
    if (result.kind === 'recorded') authority.endSale(key)
    return result
  }

  /** A sale of money for a card can be undone while that is there: it is asked back from wherever it went. */
  async #fetchShares(number: number): Promise<void> {
    const { database, journal, askShare } = this.#services
    const row = await database.journal.get([journal.head.epoch, number])
    const sale = row && eventOf(row)
    if (row === undefined || sale?.kind !== 'sale') return
    for (const [account, amount] of takenBy({ kind: 'void', number, reason: '', sale }))
      await askShare(account, amount)
  }

  /** Why a void cannot take back what it put on accounts, or undefined. SPEC K3. */
  async #missingOf(
    event: VoidEvent,
  ): Promise<{ readonly code: 'balance-too-low'; readonly left: number } | undefined> {
    for (const [account, amount] of takenBy(event)) {
      const left = undoable(await readAccountView(this.#services.database, account))
      if (amount > left) return { code: 'balance-too-low', left }
    }
    return undefined
  }

  /** What a sale is checked and written with that goods in exchange pay for. SPEC X6. */
  async exchange({ key, plan }: ExchangePlan, around: SaleSurroundings): Promise<SaleSurroundings> {
    const result = await this.#workOut(plan, around)
    if (!result.ok) return { ...around, judge: async () => ({ code: 'returned-already' }) }
    const { goods, names, of, receipt, sale: bought, refunds } = result.worked
    const refundFor = ({ tenders }: Pick<SaleEvent, 'tenders'>): RefundEvent => {
      const credit = sumTenders(tenders.filter(({ kind }) => kind === 'exchange'))
      const rest = payBack(goods.total - credit, bought, refunds, roundingFor(around.pricing))
      const paid = [{ kind: 'exchange', amount: credit } as const, ...rest.tenders]
      return refundEventOf(goods, {
        of,
        reason: plan.reason,
        paid: { tenders: paid, rounding: rest.rounding },
      })
    }
    return {
      ...around,
      pricing: {
        ...around.pricing,
        tenders: { ...around.pricing.tenders, exchangeCredit: goods.total },
      },
      judge: async sale => {
        const forbidden = await this.#forbidden(rightFor(plan), key)
        const noShift = forbidden ?? (await this.#services.shift.judge(refundFor(sale).goods, around.store))
        return noShift ?? around.judge(sale)
      },
      exchange: {
        eventOf: sale => exchangeOf(refundFor(sale), sale),
        purposeOf: ({ refund }) => ({
          kind: 'exchange',
          of: receipt,
          reason: plan.reason,
          returned: returnedPart(refund.goods, names),
        }),
      },
    }
  }

  /** By what is known now: this till may have taken some of it back since somebody looked. SPEC X1. */
  async #workOut(plan: ReturnPlan, { pricing }: SaleSurroundings): Promise<Worked> {
    if (plan.kind === 'without-receipt') {
      const { rung, restocked } = plan
      if (rung.lines.length === 0) return { ok: false, refusal: { code: 'nothing-to-return' } }
      const moment = momentAt(Date.now(), pricing.timeZone)
      const goods = goodsWithoutReceipt(rung, new Set(restocked), { ...pricing, moment })
      const names = rung.lines.map(({ name, unit }) => ({ name, ...(unit ? { unit } : {}) }))
      return { ok: true, worked: { goods, names, of: null, receipt: null, sale: NOT_KNOWN, refunds: [] } }
    }
    const { database, workplace } = this.#services
    const { sold, wanted } = plan
    const own = await ownReturnsOf(database, workplace.till, sold.of)
    const known = new Map(
      [...sold.back, ...own.back].map(({ entry, refund }) => [
        `${entry.till} ${entry.epoch} ${entry.number}`,
        refund,
      ]),
    )
    const refunds = [...known.values()]
    const result = returnGoods(sold.sale, refunds, wanted, sold.isVoided || own.isVoided)
    if (!result.ok) return result
    const names = wanted.map(({ line }) => sold.names[line] ?? { name: '' })
    const { of, number: receipt, sale } = sold
    return { ok: true, worked: { goods: result.goods, names, of, receipt, sale, refunds } }
  }

  /** The entries of this till from the sale of this number on. */
  async #since(number: number): Promise<Pick<JournalEntry, 'number' | 'event'>[]> {
    const { database, journal } = this.#services
    const { epoch } = journal.head
    const rows = await database.journal
      .where('[epoch+number]')
      .between([epoch, number], [epoch, Dexie.maxKey], true, true)
      .toArray()
    return rows.flatMap(row => {
      const event = eventOf(row)
      return event ? [{ number: row.number, event }] : []
    })
  }

  async #forbidden(
    right: TillRight,
    key: string,
  ): Promise<Extract<SaleRefusal, { code: 'not-allowed' }> | undefined> {
    return (await this.#services.authority.use(right, key)) ? undefined : { code: 'not-allowed', right }
  }
}

function rightFor({ kind }: ReturnPlan): TillRight {
  return kind === 'with-receipt' ? 'return-with-receipt' : 'return-without-receipt'
}

function refused<Refusal>(refusal: Refusal): Extract<Made<Refusal>, { readonly ok: false }> {
  return { ok: false, refusal }
}
