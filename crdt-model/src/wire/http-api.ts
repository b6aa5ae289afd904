import * as v from 'valibot'
import { TILL_ROLES } from '../access/till-rights.ts'
import { email, password } from './accounts-api.ts'
import { count, epochMs, id, shortText } from './api-fields.ts'

/**
 * The HTTP interface between relay and client: one schema per body, parsed on both sides.
 * Paths start with `/api`. Errors are `ApiError` with a 4xx/5xx status. Accounts are in accounts-api.ts,
 * how tills and relays are in health-api.ts.
 */

/** Why a form field was not taken; the screen turns the code into words beside the field. */
export const fieldProblem = v.picklist([
  'required',
  'too-short',
  'too-long',
  'not-an-email',
  'not-a-pin',
  'not-supported',
  'taken',
])
export type FieldProblem = v.InferOutput<typeof fieldProblem>

export const apiErrorCode = v.picklist([
  'bad-request',
  'unauthenticated',
  'forbidden',
  'not-found',
  'wrong-credentials',
  /** The password is right; the account asks for a code as well. */
  'second-step-required',
  'wrong-code',
  'last-owner',
  'too-many-attempts',
  'already-set-up',
  'not-set-up',
  'code-unknown',
  'code-used',
  'code-expired',
  'till-revoked',
  'unusable-picture',
  'too-many-pictures',
  'unavailable',
])
export type ApiErrorCode = v.InferOutput<typeof apiErrorCode>

export const apiError = v.object({
  error: v.object({
    code: apiErrorCode,
    /** English, for logs and developers; screens word the code. */
    message: v.string(),
    fields: v.optional(v.record(v.string(), fieldProblem)),
    retryAfterSeconds: v.optional(count),
  }),
})
export type ApiError = v.InferOutput<typeof apiError>

/** GET /api/status — no session needed. */
export const statusReply = v.object({
  setUp: v.boolean(),
  /** Identifies the database: another id means a restored or new one. */
  database: v.string(),
  storage: v.picklist(['postgresql', 'embedded']),
  version: v.string(),
  /** Whether an owner holds a recovery open: tills that this database does not know may present themselves. */
  recovering: v.optional(v.boolean(), false),
  /** Receipts for those who bought: from where links to them are, where that was said; and whether letters can be sent. */
  receipts: v.optional(v.object({ origin: v.nullable(v.string()), letters: v.boolean() }), {
    origin: null,
    letters: false,
  }),
  /** The demo shop's sign-ins, so that the first screen can show them; absent in a real shop. */
  demo: v.optional(
    v.object({
      email: v.string(),
      password: v.string(),
      managerEmail: v.string(),
      managerPassword: v.string(),
      cashiers: v.array(
        v.object({
          store: v.string(),
          name: v.string(),
          pin: v.string(),
          role: v.optional(v.picklist(TILL_ROLES), 'cashier'),
        }),
      ),
    }),
  ),
})
export type StatusReply = v.InferOutput<typeof statusReply>

export const pin = v.pipe(v.string(), v.regex(/^\d{4,8}$/))

/** POST /api/setup — once, while nothing is set up. Answers with a session like POST /api/session. */
export const setupRequest = v.variant('kind', [
  v.object({
    kind: v.literal('own'),
    owner: v.object({ name: shortText, email, password }),
    store: v.object({
      name: shortText,
      /** ISO 4217. */
      currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
      /** IANA time zone. */
      timeZone: shortText,
      tax: v.object({
        name: shortText,
        rateMillionths: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
        included: v.boolean(),
      }),
    }),
    till: v.object({ name: shortText }),
    cashier: v.object({ name: shortText, pin }),
  }),
  v.object({ kind: v.literal('demo') }),
])
export type SetupRequest = v.InferInput<typeof setupRequest>

/** POST /api/enrollment-codes — a manager makes a one-time code for a till. */
export const enrollmentCodeRequest = v.object({ till: id })
export const enrollmentCodeReply = v.object({
  /** Eight characters without look-alikes, shown as XXXX-XXXX. */
  code: v.string(),
  expiresAt: epochMs,
})
export type EnrollmentCodeReply = v.InferOutput<typeof enrollmentCodeReply>

/** POST /api/enroll — the tablet. Sets the device's cookie. */
export const enrollRequest = v.object({
  code: v.pipe(v.string(), v.maxLength(40)),
  /** Base64 of the raw P-256 public key (65 bytes) that will sign the journal. */
  publicKey: v.pipe(v.string(), v.base64(), v.maxLength(200)),
  deviceName: v.pipe(v.string(), v.trim(), v.maxLength(80)),
})
export const enrollReply = v.object({
  device: id,
  till: id,
  tillName: v.string(),
  /** Short, given by the relay at the till's first enrolment and unique in the organisation: starts receipt numbers. */
  tillCode: v.pipe(v.string(), v.regex(/^[A-Z0-9]{1,8}$/)),
  store: id,
  storeName: v.string(),
  catalog: id,
  organisation: id,
  /** Counts this till's enrolments from 1: part of every receipt number. */
  epoch: v.pipe(v.number(), v.integer(), v.minValue(1)),
  database: v.string(),
})
export type EnrollReply = v.InferOutput<typeof enrollReply>

/** GET /api/device — what the relay knows of the device that asks: who it is and whether it is still welcome. */
export const deviceReply = enrollReply

/** POST /api/device/challenge — a device whose browser lost its cookie asks for something to sign. */
export const deviceChallengeRequest = v.object({ device: id })
export const deviceChallengeReply = v.object({ challenge: v.string() })

/**
 * POST /api/device/session — answers the challenge: the signature of `deviceSignInMessage` by the key the device was
 * enrolled with. Sets a new cookie and answers like GET /api/device; the old cookie is worth nothing from then on.
 */
export const deviceSessionRequest = v.object({
  device: id,
  /** 64 bytes, raw r‖s. */
  signature: v.pipe(v.string(), v.base64(), v.maxLength(100)),
})

/** GET /api/documents?store=<id> — the stock documents of a store, so that a till knows which to follow. */
export const documentsReply = v.object({ documents: v.array(v.string()) })
export type DocumentsReply = v.InferOutput<typeof documentsReply>
