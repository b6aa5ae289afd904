import {
  type AccountReply,
  type AddUserReply,
  type AddUserRequest,
  accountReply,
  addUserReply,
  type BeginSecondStepReply,
  beginSecondStepReply,
  type ChangePasswordRequest,
  type ChangeUserRequest,
  type ProvenRequest,
  type RecoveryCodesReply,
  type ResetCode,
  type ResetPasswordRequest,
  recoveryCodesReply,
  resetCode,
  type UserAccount,
  type UsersReply,
  userAccount,
  usersReply,
} from '@evertill/crdt-model'
import { type ApiResult, nothing } from './api-client.ts'
import { api } from './relay-api.ts'

/** One's own second step and sessions. */
export const getAccount = (): Promise<ApiResult<AccountReply>> => api.get('/api/account', accountReply)

/** Ends the account's other sessions as well. */
export const changePassword = (request: ChangePasswordRequest): Promise<ApiResult<null>> =>
  api.post('/api/account/password', request, nothing)

/** A secret for an authenticator app. Nothing is asked for until it is confirmed. */
export const beginSecondStep = (password: string): Promise<ApiResult<BeginSecondStepReply>> =>
  api.post('/api/account/second-step', { password }, beginSecondStepReply)

/** Takes the secret into use. The recovery codes are told this once. */
export const confirmSecondStep = (code: string): Promise<ApiResult<RecoveryCodesReply>> =>
  api.post('/api/account/second-step/confirm', { code }, recoveryCodesReply)

/** New recovery codes in the place of all old ones. */
export const renewRecoveryCodes = (request: ProvenRequest): Promise<ApiResult<RecoveryCodesReply>> =>
  api.post('/api/account/second-step/recovery-codes', request, recoveryCodesReply)

export const removeSecondStep = (request: ProvenRequest): Promise<ApiResult<null>> =>
  api.post('/api/account/second-step/remove', request, nothing)

export const endSession = (session: string): Promise<ApiResult<null>> =>
  api.delete(`/api/account/sessions/${encodeURIComponent(session)}`)

export const endOtherSessions = (): Promise<ApiResult<null>> =>
  api.post('/api/account/sessions/end-others', {}, nothing)

/** Owners and managers. Owners only, like what follows. */
export const getUsers = (): Promise<ApiResult<UsersReply>> => api.get('/api/users', usersReply)

export const addUser = (request: AddUserRequest): Promise<ApiResult<AddUserReply>> =>
  api.post('/api/users', request, addUserReply)

export const changeUser = (user: string, change: ChangeUserRequest): Promise<ApiResult<UserAccount>> =>
  api.patch(`/api/users/${encodeURIComponent(user)}`, change, userAccount)

/** Shuts the account out at once. */
export const revokeUser = (user: string): Promise<ApiResult<null>> =>
  api.delete(`/api/users/${encodeURIComponent(user)}`)

export const restoreUser = (user: string): Promise<ApiResult<UserAccount>> =>
  api.post(`/api/users/${encodeURIComponent(user)}/restore`, {}, userAccount)

/** A one-time code with which somebody sets a new password. */
export const makeReset = (user: string, removesSecondStep: boolean): Promise<ApiResult<ResetCode>> =>
  api.post(`/api/users/${encodeURIComponent(user)}/reset`, { removesSecondStep }, resetCode)

/** Sets a password by a one-time code. Needs no session and makes none. */
export const resetPassword = (request: ResetPasswordRequest): Promise<ApiResult<null>> =>
  api.post('/api/password-resets', request, nothing)
