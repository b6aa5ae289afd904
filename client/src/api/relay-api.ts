import {
  type AddUserRequest,
  type DocumentsReply,
  documentsReply,
  type EnrollmentCodeReply,
  type EnrollReply,
  enrollmentCodeReply,
  enrollReply,
  type enrollRequest,
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

const api = makeApiClient((input, init) => fetch(input, init))

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

/** Adds a manager or another owner. Owners only. */
export const addUser = (request: AddUserRequest): Promise<ApiResult<null>> =>
  api.post('/api/users', request, nothing)

/** A one-time code with which one tablet becomes this till. */
export const makeEnrollmentCode = (till: string): Promise<ApiResult<EnrollmentCodeReply>> =>
  api.post('/api/enrollment-codes', { till }, enrollmentCodeReply)

/** Makes this browser the till that the code stands for. */
export const enroll = (request: v.InferInput<typeof enrollRequest>): Promise<ApiResult<EnrollReply>> =>
  api.post('/api/enroll', request, enrollReply)

/** How every till is, as far as the relay knows. */
export const getTills = (): Promise<ApiResult<TillsReply>> => api.get('/api/tills', tillsReply)

/** Ends a device's session for good: its till must be enrolled again. */
export const revokeDevice = (device: string): Promise<ApiResult<null>> =>
  api.delete(`/api/devices/${encodeURIComponent(device)}`)

/** The stock documents of a store. */
export const getDocuments = (store: string): Promise<ApiResult<DocumentsReply>> =>
  api.get(`/api/documents?store=${encodeURIComponent(store)}`, documentsReply)
