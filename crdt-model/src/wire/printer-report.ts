import * as v from 'valibot'
import { count } from './api-fields.ts'

/** What keeps a printer from printing, as the till's printing names it. */
export const printerTrouble = v.picklist([
  'cover-open',
  'paper-end',
  'cutter',
  'printer-error',
  'offline',
  'unreachable',
  'busy',
  'storage',
  'expired',
  'printer-removed',
  'other-bridge',
])
export type PrinterTrouble = v.InferOutput<typeof printerTrouble>

/** How a till's printer is, as the till knows it last. */
export const printerReport = v.object({
  /** Null while it could print, as far as anybody knows. */
  problem: v.nullable(printerTrouble),
  paperLow: v.boolean(),
  /** Jobs that wait or are being printed. */
  waiting: count,
  /** Jobs of which nobody knows whether they printed, until the cashier says. */
  unknown: count,
  /** Jobs that were not printed, until the cashier says what becomes of them. */
  failed: count,
})
export type PrinterReport = v.InferOutput<typeof printerReport>
