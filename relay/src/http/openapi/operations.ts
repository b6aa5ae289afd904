import {
  dailyTotalsQuery,
  dailyTotalsReply,
  documentsReply,
  enrollmentCodeReply,
  enrollmentCodeRequest,
  historyQuery,
  historyReply,
  restoreReply,
  restoreRequest,
  saleReply,
  salesExportQuery,
  salesQuery,
  salesReply,
  sessionReply,
  shiftsQuery,
  shiftsReply,
  signInRequest,
  statusReply,
  stockMovementsQuery,
  stockMovementsReply,
  tillsReply,
} from '@evertill/crdt-model'
import * as v from 'valibot'

/** One thing that can be asked of the interface, by the schemas that the routes themselves parse with. */
export interface Operation {
  readonly method: 'get' | 'post' | 'delete'
  /** With parameters as OpenAPI writes them: `/api/sales/{id}`. */
  readonly path: string
  readonly id: string
  readonly summary: string
  readonly tag: 'sales' | 'stock' | 'history' | 'tills' | 'session'
  readonly query?: v.ObjectSchema<v.ObjectEntries, undefined>
  readonly body?: v.GenericSchema
  /** Of the successful answer; `csv` is a file, and nothing an empty answer. */
  readonly reply: v.GenericSchema | 'csv' | 'nothing'
  /** No session is asked for. */
  readonly open?: true
}

/** What the description at `/openapi.json` is made of. Every path here is a route; a test asks each. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/sales',
    id: 'listSales',
    summary: 'Sales, the newest first',
    tag: 'sales',
    query: salesQuery,
    reply: salesReply,
  },
  {
    method: 'get',
    path: '/api/sales/export.csv',
    id: 'exportSales',
    summary: 'Sales as a file, the oldest first, streamed',
    tag: 'sales',
    query: salesExportQuery,
    reply: 'csv',
  },
  {
    method: 'get',
    path: '/api/sales/{id}',
    id: 'getSale',
    summary: 'One sale with everything on its receipt, and its proof',
    tag: 'sales',
    reply: saleReply,
  },
  {
    method: 'get',
    path: '/api/daily-totals',
    id: 'listDailyTotals',
    summary: 'What each day brought by store and currency, with taxes by rate and tenders',
    tag: 'sales',
    query: dailyTotalsQuery,
    reply: dailyTotalsReply,
  },
  {
    method: 'get',
    path: '/api/shifts',
    id: 'listShifts',
    summary: 'The shifts of tills’ drawers, with what a Z report says of them',
    tag: 'sales',
    query: shiftsQuery,
    reply: shiftsReply,
  },
  {
    method: 'get',
    path: '/api/stock-movements',
    id: 'listStockMovements',
    summary: 'What moved stock, the newest first',
    tag: 'stock',
    query: stockMovementsQuery,
    reply: stockMovementsReply,
  },
  {
    method: 'get',
    path: '/api/history',
    id: 'listChanges',
    summary: 'Who changed what in a catalog or in the settings, from which value, the newest first',
    tag: 'history',
    query: historyQuery,
    reply: historyReply,
  },
  {
    method: 'post',
    path: '/api/history/restore',
    id: 'restoreCatalog',
    summary:
      'Makes a record or a whole catalog as it was at a moment, by new edits; or tells what that would change',
    tag: 'history',
    body: restoreRequest,
    reply: restoreReply,
  },
  {
    method: 'get',
    path: '/api/tills',
    id: 'listTills',
    summary: 'How every till is, and the relay',
    tag: 'tills',
    reply: tillsReply,
  },
  {
    method: 'post',
    path: '/api/enrollment-codes',
    id: 'makeEnrollmentCode',
    summary: 'A one-time code with which a tablet becomes a till',
    tag: 'tills',
    body: enrollmentCodeRequest,
    reply: enrollmentCodeReply,
  },
  {
    method: 'get',
    path: '/api/documents',
    id: 'listStockDocuments',
    summary: 'The stock documents of a store',
    tag: 'stock',
    query: v.object({ store: v.string() }),
    reply: documentsReply,
  },
  {
    method: 'get',
    path: '/api/status',
    id: 'getStatus',
    summary: 'What this relay is, and whether it is set up',
    tag: 'session',
    reply: statusReply,
    open: true,
  },
  {
    method: 'post',
    path: '/api/session',
    id: 'signIn',
    summary: 'Signs in: sets the cookie that the other requests are made with',
    tag: 'session',
    body: signInRequest,
    reply: sessionReply,
    open: true,
  },
  {
    method: 'get',
    path: '/api/session',
    id: 'getSession',
    summary: 'Who is signed in',
    tag: 'session',
    reply: sessionReply,
  },
  {
    method: 'delete',
    path: '/api/session',
    id: 'signOut',
    summary: 'Signs out',
    tag: 'session',
    reply: 'nothing',
  },
]
