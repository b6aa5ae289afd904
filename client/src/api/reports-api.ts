import {
  type DailyTotalsReply,
  dailyTotalsReply,
  type HistoryReply,
  historyReply,
  type RestoreReply,
  type RestoreRequest,
  restoreReply,
  type SaleReply,
  type SalesReply,
  type ShiftsReply,
  saleReply,
  salesReply,
  shiftsReply,
} from '@evertill/crdt-model'
import type { ApiResult } from './api-client.ts'
import { api } from './relay-api.ts'
import { type QueryValues, withQuery } from './with-query.ts'

/** A page of sales, the newest first. */
export const listSales = (query: QueryValues): Promise<ApiResult<SalesReply>> =>
  api.get(withQuery('/api/sales', query), salesReply)

/** One sale as on its receipt. */
export const getSale = (id: string): Promise<ApiResult<SaleReply>> =>
  api.get(`/api/sales/${encodeURIComponent(id)}`, saleReply)

/** Where all sales of a query can be downloaded as CSV. */
export const salesFilePath = (query: QueryValues): string => withQuery('/api/sales/export.csv', query)

/** A page of days with what each brought, the newest first. */
export const listDailyTotals = (query: QueryValues): Promise<ApiResult<DailyTotalsReply>> =>
  api.get(withQuery('/api/daily-totals', query), dailyTotalsReply)

/** A page of shifts with their sums, those opened last first. */
export const listShifts = (query: QueryValues): Promise<ApiResult<ShiftsReply>> =>
  api.get(withQuery('/api/shifts', query), shiftsReply)

/** A page of changes of a catalog or of the settings, the newest first. */
export const listChanges = (query: QueryValues): Promise<ApiResult<HistoryReply>> =>
  api.get(withQuery('/api/history', query), historyReply)

/** Takes a record or a whole catalog back to a moment, or tells what that would change. Owners only. */
export const restoreRecords = (request: RestoreRequest): Promise<ApiResult<RestoreReply>> =>
  api.post('/api/history/restore', request, restoreReply)
