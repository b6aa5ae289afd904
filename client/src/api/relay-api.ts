import {
  type DocumentsHealthReply,
  documentsHealthReply,
  type EnrollmentCodeReply,
  type EnrollReply,
  enrollmentCodeReply,
  enrollReply,
  type enrollRequest,
  type FindingsReply,
  findingsReply,
  type HealthHistoryReply,
  healthHistoryReply,
  type QuarantineReply,
  quarantineReply,
  type RecoveryReply,
  type RecoverySetupRequest,
  type ReleaseReply,
  recoveryReply,
  releaseReply,
  type SessionReply,
  type SetupRequest,
  type SignInRequest,
  type StatusReply,
  sessionReply,
  statusReply,
  type TillsReply,
  tillsReply,
} from '@evertill/crdt-model'
import type * as v from 'valibot'
import { type ApiResult, makeApiClient, nothing } from './api-client.ts'

/** The page's own relay. Requests about accounts are in accounts-api.ts. */
export const api = makeApiClient((input, init) => fetch(input, init))

/** Whether the shop is set up, and what this relay is. Needs no session. */
export const getStatus = (): Promise<ApiResult<StatusReply>> => api.get('/api/status', statusReply)

/** Sets the shop up, once, and signs its owner in. */
export const setUpShop = (request: SetupRequest): Promise<ApiResult<SessionReply>> =>
  api.post('/api/setup', request, sessionReply)

export const signIn = (request: SignInRequest): Promise<ApiResult<SessionReply>> =>
  api.post('/api/session', request, sessionReply)

/** Who is signed in in this browser; `unauthenticated` when nobody is. */
export const getSession = (): Promise<ApiResult<SessionReply>> => api.get('/api/session', sessionReply)

export const signOut = (): Promise<ApiResult<null>> => api.delete('/api/session')

/** A one-time code with which one tablet becomes this till. */
export const makeEnrollmentCode = (till: string): Promise<ApiResult<EnrollmentCodeReply>> =>
  api.post('/api/enrollment-codes', { till }, enrollmentCodeReply)

/** Makes this browser the till that the code stands for. */
export const enroll = (request: v.InferInput<typeof enrollRequest>): Promise<ApiResult<EnrollReply>> =>
  api.post('/api/enroll', request, enrollReply)

/** How every till is, as far as the relay knows. */
export const getTills = (): Promise<ApiResult<TillsReply>> => api.get('/api/tills', tillsReply)

/** What is stored of each document. Owners only. */
export const getDocumentsHealth = (): Promise<ApiResult<DocumentsHealthReply>> =>
  api.get('/api/health/documents', documentsHealthReply)

/** How tills and relays were over the last hours. */
export const getHealthHistory = (hours: number): Promise<ApiResult<HealthHistoryReply>> =>
  api.get(`/api/health/history?hours=${hours}`, healthHistoryReply)

/** Ends a device's session for good: its till must be enrolled again. */
export const revokeDevice = (device: string): Promise<ApiResult<null>> =>
  api.delete(`/api/devices/${encodeURIComponent(device)}`)

/** Sets a lost shop up without its data, which its tills bring back. */
export const setUpRecovery = (request: RecoverySetupRequest): Promise<ApiResult<SessionReply>> =>
  api.post('/api/recovery/setup', request, sessionReply)

/** How the recovery stands. Owners only, as is opening, closing and deciding. */
export const getRecovery = (): Promise<ApiResult<RecoveryReply>> => api.get('/api/recovery', recoveryReply)

export const openRecovery = (): Promise<ApiResult<RecoveryReply>> =>
  api.post('/api/recovery', {}, recoveryReply)

export const closeRecovery = (): Promise<ApiResult<null>> => api.delete('/api/recovery')

export const decideOnTill = (
  device: string,
  decision: 'approve' | 'refuse',
): Promise<ApiResult<RecoveryReply>> =>
  api.post(`/api/recovery/tills/${encodeURIComponent(device)}`, { decision }, recoveryReply)

/** Refused updates that nobody has decided on. Owners only. */
export const getQuarantine = (): Promise<ApiResult<QuarantineReply>> =>
  api.get('/api/quarantine', quarantineReply)

/** Takes a refused update into its document after all, if that can be. Owners only. */
export const releaseUpdate = (id: number): Promise<ApiResult<ReleaseReply>> =>
  api.post(`/api/quarantine/${id}/release`, {}, releaseReply)

/** Lets a refused update go. Owners only. */
export const discardUpdate = (id: number): Promise<ApiResult<null>> =>
  api.post(`/api/quarantine/${id}/discard`, {}, nothing)

/** Says why a finding needs nobody any more. */
export const settleFinding = (id: string, reason: string): Promise<ApiResult<null>> =>
  api.post(`/api/findings/${id}/settle`, { reason }, nothing)

/** What is wrong in the documents. For who answers for all stores. */
export const getFindings = (): Promise<ApiResult<FindingsReply>> => api.get('/api/findings', findingsReply)
