import {
  type AccountId,
  type CreditAccountReply,
  type CreditActReply,
  type CreditActRequest,
  type CreditImportReply,
  type CreditImportRequest,
  type CreditReply,
  creditAccountReply,
  creditActReply,
  creditImportReply,
  creditReply,
} from '@evertill/crdt-model'
import type { ApiResult } from './api-client.ts'
import { api } from './relay-api.ts'
import { type QueryValues, withQuery } from './with-query.ts'

/** A page of gift cards and store credit, those that moved last first. */
export const listCredit = (query: QueryValues): Promise<ApiResult<CreditReply>> =>
  api.get(withQuery('/api/credit', query), creditReply)

/** One account with who holds what, and its history. */
export const getCredit = (account: AccountId, currency: string): Promise<ApiResult<CreditAccountReply>> =>
  api.get(withQuery(`/api/credit/${account}`, { currency }), creditAccountReply)

/** Does something with an account: once for each id. */
export const actOnCredit = (request: CreditActRequest): Promise<ApiResult<CreditActReply>> =>
  api.post('/api/credit/acts', request, creditActReply)

/** Brings cards from elsewhere, each once. */
export const importCredit = (request: CreditImportRequest): Promise<ApiResult<CreditImportReply>> =>
  api.post('/api/credit/import', request, creditImportReply)
