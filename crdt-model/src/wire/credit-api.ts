import * as v from 'valibot'
import { accountOwner } from '../escrow/account-id.ts'
import { type AccountId, toId } from '../ids.ts'
import { parseCurrency } from '../money/currency.ts'
import { MAX_AMOUNT } from '../sale/limits.ts'
import { id as apiId, count, epochMs, shortText } from './api-fields.ts'
import { currencyText, minorUnits, pageCursor, pageLimit, tillId } from './api-values.ts'

/**
 * Gift cards, store credit and house accounts between relay, tills and back office. Accounts go by their ids: the number of a card is
 * money to whoever has it, and is in no request (SPEC K6). All amounts are minor units.
 */

export const accountId = v.pipe(
  apiId,
  v.check(text => accountOwner(text) !== undefined),
  v.transform(text => toId<AccountId>(text)),
)
const amount = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_AMOUNT))
const ownCurrency = v.pipe(
  currencyText,
  v.check(code => parseCurrency(code) !== undefined),
)

/**
 * POST /api/credit/share — a till asks for a share of an account, in the currency of its store: `knows` is what it was
 * told that it was given in all, and it wants `more`. With 0 it only asks how the account stands. SPEC K4.
 */
export const shareRequest = v.object({
  account: accountId,
  knows: count,
  more: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_AMOUNT)),
})
export type ShareRequest = v.InferInput<typeof shareRequest>

export const shareReply = v.object({
  account: accountId,
  currency: currencyText,
  /** To this till in its epoch, in all: committed. */
  given: count,
  /** What the till may spend, by its journal up to the entry `upTo`. */
  share: minorUnits,
  upTo: count,
  /** What is on the account, by all that has come in. */
  balance: minorUnits,
  /** Of a house account: the limit that the balance is under; null where they buy nothing on account. SPEC K10. */
  limit: v.optional(v.nullable(minorUnits)),
  isBlocked: v.boolean(),
  /** What other tills keep of it. */
  held: v.array(v.object({ tillName: v.string(), amount: count })),
})
export type ShareReply = v.InferOutput<typeof shareReply>

/** What a list is of: what the shop owes to customers, or what they owe. */
export const CREDIT_SIDES = ['prepaid', 'house'] as const

/** GET /api/credit — for people: the accounts that moved last first. `search`: the last four of a card, or a customer's id. */
export const creditQuery = v.object({
  side: v.optional(v.picklist(CREDIT_SIDES), 'prepaid'),
  search: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(32))),
  cursor: v.optional(pageCursor),
  limit: pageLimit,
})
export type CreditQuery = v.InferOutput<typeof creditQuery>

const creditAccount = v.object({
  account: accountId,
  currency: currencyText,
  /** In a list of house accounts without the limit: what they owe, below 0. */
  balance: minorUnits,
  /** What tills hold of it. */
  held: count,
  isBlocked: v.boolean(),
  lastAt: epochMs,
})
export type CreditAccount = v.InferOutput<typeof creditAccount>

export const creditReply = v.object({
  accounts: v.array(creditAccount),
  next: v.nullable(v.string()),
  /** What is on all accounts of the list, one for each currency; only on the first page. */
  owed: v.array(v.object({ currency: currencyText, accounts: count, balance: minorUnits })),
})
export type CreditReply = v.InferOutput<typeof creditReply>

/** GET /api/credit/<account>?currency= — one account, with who holds what and what became of it, newest first. */
export const creditAccountQuery = v.object({ currency: ownCurrency })
export const creditAccountReply = v.object({
  ...creditAccount.entries,
  /** Of a house account: the limit that the balance is under; null where they buy nothing on account. SPEC K10. */
  limit: v.optional(v.nullable(minorUnits)),
  /** What nobody holds. */
  free: count,
  shares: v.array(
    v.object({
      till: apiId,
      epoch: count,
      tillName: v.string(),
      share: minorUnits,
      /** When its device was there last; null when it never was. */
      seenAt: v.nullable(epochMs),
      isRevoked: v.boolean(),
    }),
  ),
  history: v.array(
    v.object({
      at: epochMs,
      kind: v.picklist([
        ...['put', 'take', 'back', 'charge', 'uncharge'],
        ...['issue', 'take-off', 'block', 'unblock', 'release'],
      ] as const),
      amount: count,
      /** Of a till's entry. */
      receipt: v.nullable(v.string()),
      tillName: v.nullable(v.string()),
      /** Who did it in the back office, and why. */
      by: v.nullable(v.string()),
      reason: v.string(),
    }),
  ),
})
export type CreditAccountReply = v.InferOutput<typeof creditAccountReply>

const act = { id: apiId, account: accountId, currency: ownCurrency, reason: shortText }

/** POST /api/credit/acts — what a person does with an account in the back office. The same id counts once. */
export const creditActRequest = v.variant('kind', [
  v.object({ ...act, kind: v.literal('issue'), amount }),
  /** Takes off what no till holds. Of a house account: charges the customer, as `issue` says that they paid. */
  v.object({ ...act, kind: v.literal('take'), amount }),
  v.object({ ...act, kind: v.literal('block') }),
  v.object({ ...act, kind: v.literal('unblock') }),
  /** Takes the share from a till that is lost. Owners only: what it spent and did not tell comes on top. SPEC K7. */
  v.object({ ...act, kind: v.literal('release'), till: tillId, epoch: v.pipe(count, v.minValue(1)) }),
])
export type CreditActRequest = v.InferInput<typeof creditActRequest>
export type CreditAct = v.InferOutput<typeof creditActRequest>

export const creditActReply = v.object({
  /** `too-much`: more than nobody holds. */
  outcome: v.picklist(['done', 'too-much']),
  account: creditAccountReply,
})
export type CreditActReply = v.InferOutput<typeof creditActReply>

export const MOST_IMPORTED = 1000

/** POST /api/credit/import — cards from elsewhere, each once however often it is imported. */
export const creditImportRequest = v.object({
  currency: ownCurrency,
  accounts: v.pipe(v.array(v.object({ account: accountId, amount })), v.maxLength(MOST_IMPORTED)),
})
export type CreditImportRequest = v.InferInput<typeof creditImportRequest>
export const creditImportReply = v.object({ added: count, known: count })
export type CreditImportReply = v.InferOutput<typeof creditImportReply>
