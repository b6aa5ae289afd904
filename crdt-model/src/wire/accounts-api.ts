import * as v from 'valibot'
import { type StoreId, toId } from '../ids.ts'
import { count, epochMs, id, shortText } from './api-fields.ts'

/** The part of the HTTP interface that is about accounts: signing in, one's own account, and other people's. */

export const email = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email(), v.maxLength(200))
/** At least ten characters: NIST SP 800-63B asks for eight or more and no composition rules. */
export const password = v.pipe(v.string(), v.minLength(10), v.maxLength(200))
/** A password as it is tried: whatever was set once must be tried, so nothing is asked of it. */
const triedPassword = v.pipe(v.string(), v.maxLength(200))
/** Six digits of the app, or a recovery code. */
const secondStepCode = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))
/** A code of a one-time link, as it was read from the link or typed. */
const oneTimeCode = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60))

export const role = v.picklist(['owner', 'manager'])
export type UserRole = v.InferOutput<typeof role>

/** The stores an account is for. An owner's are always all. */
export const storeScope = v.union([
  v.literal('all'),
  v.pipe(
    v.array(
      v.pipe(
        id,
        v.transform(text => toId<StoreId>(text)),
      ),
    ),
    v.minLength(1),
    v.maxLength(500),
  ),
])

/**
 * POST /api/session. DELETE /api/session signs out. Where the account asks for a second step the first answer is
 * `second-step-required`; the same request with a `code` follows.
 */
export const signInRequest = v.object({
  email: v.pipe(v.string(), v.trim(), v.toLowerCase(), v.maxLength(200)),
  password: triedPassword,
  code: v.optional(secondStepCode),
})
export type SignInRequest = v.InferInput<typeof signInRequest>

/** GET /api/session and the answer of sign-in and set-up. */
export const sessionReply = v.object({
  user: v.object({ id, name: v.string(), email: v.string(), role, stores: storeScope }),
  organisation: v.object({ id, name: v.string() }),
  database: v.string(),
})
export type SessionReply = v.InferOutput<typeof sessionReply>

/** GET /api/account — one's own. */
export const accountReply = v.object({
  /** Since when a second step is asked for, or null. */
  secondStep: v.nullable(v.object({ since: epochMs, recoveryCodesLeft: count })),
  sessions: v.array(
    v.object({
      id,
      /** `Chrome`, `Safari`; null when the browser did not say. */
      browser: v.nullable(v.string()),
      /** `Windows`, `iPad`; null when the browser did not say. */
      system: v.nullable(v.string()),
      createdAt: epochMs,
      /** To some minutes. */
      lastUsedAt: epochMs,
      /** The session that asks. */
      current: v.boolean(),
    }),
  ),
})
export type AccountReply = v.InferOutput<typeof accountReply>

/** POST /api/account/password — ends the account's other sessions. */
export const changePasswordRequest = v.object({ current: triedPassword, password })
export type ChangePasswordRequest = v.InferInput<typeof changePasswordRequest>

/** POST /api/account/second-step — a new secret for an app. Nothing is asked for until it is confirmed. */
export const beginSecondStepRequest = v.object({ password: triedPassword })
export const beginSecondStepReply = v.object({
  /** Base32, for typing it in. */
  secret: v.string(),
  /** `otpauth://…`, for the QR code. */
  uri: v.string(),
})
export type BeginSecondStepReply = v.InferOutput<typeof beginSecondStepReply>

/** POST /api/account/second-step/confirm — from now on it is asked for. The recovery codes are told once. */
export const confirmSecondStepRequest = v.object({ code: secondStepCode })
/** POST /api/account/second-step/recovery-codes and /remove — for whoever has both steps. */
export const provenRequest = v.object({ password: triedPassword, code: secondStepCode })
export type ProvenRequest = v.InferInput<typeof provenRequest>
export const recoveryCodesReply = v.object({ recoveryCodes: v.array(v.string()) })
export type RecoveryCodesReply = v.InferOutput<typeof recoveryCodesReply>

/** A one-time code to set a password with: for whom it is made shows it once. */
export const resetCode = v.object({ code: v.string(), expiresAt: epochMs })
export type ResetCode = v.InferOutput<typeof resetCode>

/** GET /api/users — every owner and manager. Owners only, like all of `/api/users`. */
export const userAccount = v.object({
  id,
  name: v.string(),
  email: v.string(),
  role,
  stores: storeScope,
  /** `invited` has not set a password yet; `revoked` cannot sign in. */
  state: v.picklist(['active', 'invited', 'revoked']),
  secondStep: v.boolean(),
  /** When a session of theirs was last used, to some minutes; null when they have none. */
  lastUsedAt: v.nullable(epochMs),
})
export type UserAccount = v.InferOutput<typeof userAccount>
export const usersReply = v.object({ users: v.array(userAccount) })
export type UsersReply = v.InferOutput<typeof usersReply>

/** POST /api/users — without a password the new person sets one with the one-time code in the answer. */
export const addUserRequest = v.object({
  name: shortText,
  email,
  role,
  stores: v.optional(storeScope, 'all'),
  password: v.optional(password),
})
export type AddUserRequest = v.InferInput<typeof addUserRequest>
export const addUserReply = v.object({ user: userAccount, reset: v.nullable(resetCode) })
export type AddUserReply = v.InferOutput<typeof addUserReply>

/** PATCH /api/users/:id — only what is given changes. DELETE /api/users/:id revokes, POST …/restore takes it back. */
export const changeUserRequest = v.object({
  name: v.optional(shortText),
  role: v.optional(role),
  stores: v.optional(storeScope),
})
export type ChangeUserRequest = v.InferInput<typeof changeUserRequest>

/** POST /api/users/:id/reset — a one-time code for somebody who cannot sign in; answered with `resetCode`. */
export const makeResetRequest = v.object({ removesSecondStep: v.boolean() })

/** POST /api/password-resets — sets the password and ends all sessions of the account. Needs no session. */
export const resetPasswordRequest = v.object({ code: oneTimeCode, password })
export type ResetPasswordRequest = v.InferInput<typeof resetPasswordRequest>
