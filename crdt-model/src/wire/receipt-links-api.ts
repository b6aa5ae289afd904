import * as v from 'valibot'
import { parseReceiptToken, type ReceiptToken } from '../journal/receipt-token.ts'
import { SPOKEN_LANGUAGES } from '../records/spoken-language.ts'
import { UNITS } from '../sale/unit.ts'
import { email } from './accounts-api.ts'
import { epochMs } from './api-fields.ts'
import { saleDetail } from './sales-api.ts'

/** Receipts for those who bought: by a link, and by e-mail. SPEC Y. */

export const receiptToken = v.pipe(
  v.string(),
  v.check(text => parseReceiptToken(text) !== undefined),
  v.transform(text => text as ReceiptToken),
)

/** POST /api/receipt-links — asked by anybody: the token is never part of an address. `not-found` for every other. */
export const receiptLinkRequest = v.object({ token: receiptToken })

/** What of a sale stands on its paper, and no more: nobody's id, no number of an account, and of a card its slip. SPEC RL3. */
const linkedPart = v.object({
  ...v.pick(saleDetail, [
    'kind',
    'at',
    'offsetMinutes',
    'currency',
    'subtotal',
    'taxAdded',
    'total',
    'change',
    'tip',
    'rounding',
    'reason',
    'items',
    'taxes',
    'tenders',
  ]).entries,
  receipt: v.string(),
  /** The sale that a refund or void takes back. */
  of: v.nullable(v.object({ receipt: v.string() })),
})
export type LinkedPart = v.InferOutput<typeof linkedPart>

export const linkedReceiptReply = v.object({
  sale: v.object({
    ...linkedPart.entries,
    /** Of an exchange what came back. */
    returned: v.nullable(linkedPart),
    /** The first eight digits of the entry's hash; empty where the store's receipts do not say it. */
    proof: v.string(),
  }),
  store: v.object({
    name: v.string(),
    address: v.array(v.string()),
    header: v.string(),
    footer: v.string(),
    legal: v.string(),
    /** IANA. */
    timeZone: v.string(),
  }),
  till: v.string(),
  /** Empty where the store's receipts do not say it. */
  servedBy: v.string(),
  /** By id: what the items are called now, and what they are measured in. */
  products: v.record(v.string(), v.object({ name: v.string(), unit: v.picklist(UNITS) })),
  promotions: v.record(v.string(), v.string()),
})
export type LinkedReceiptReply = v.InferOutput<typeof linkedReceiptReply>

/**
 * POST /api/receipt-letters — a till asks for a receipt to be sent, or how that went: asked twice it is sent once.
 * `asking`: how often a person asked for it at this till. A letter whose fate is known, or known to be unknown, is sent
 * once more when they asked more often than the relay has heard of.
 */
export const receiptLetterRequest = v.object({
  token: receiptToken,
  address: email,
  language: v.picklist(SPOKEN_LANGUAGES),
  asking: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
})
export type ReceiptLetterRequest = v.InferInput<typeof receiptLetterRequest>

/** How a letter fares. SPEC RL5. */
export const letterState = v.picklist([
  /** It waits for its sale, or for the mail server. */
  'waiting',
  'sending',
  /** The mail server has taken it. */
  'sent',
  /** The mail server will not take it, or could not be reached for two days. */
  'failed',
  /** The connection broke off when it may have been taken: it is not sent again by itself. */
  'unknown',
])
export type LetterState = v.InferOutput<typeof letterState>

export const receiptLetterReply = v.object({ state: letterState, since: epochMs })
export type ReceiptLetterReply = v.InferOutput<typeof receiptLetterReply>
