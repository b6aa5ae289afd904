import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { assertNever } from '../assert-never.ts'
import { isPlainSale, readFullSale, readSale, writeFullSale, writeSale } from './encode-sale.ts'
import * as refunds from './events/refund.ts'
import * as shares from './events/share-back.ts'
import * as shifts from './events/shift.ts'
import * as acts from './events/till-acts.ts'
import type { JournalEvent } from './journal-entry.ts'

/**
 * The byte before each form of an event. A form never changes: what is to be said in another way gets another code, so
 * that whoever does not know it yet keeps the entry as it is. No code is used again. SPEC J9, J10.
 */
const CODES = {
  sale: 1,
  'sign-in': 2,
  'sign-out': 3,
  /** A sale with anything that the first form has no place for. */
  fullSale: 4,
  refund: 5,
  void: 6,
  exchange: 7,
  'shift-open': 8,
  'shift-close': 9,
  'cash-in': 10,
  'cash-out': 11,
  drop: 12,
  'no-sale': 13,
  'price-override': 14,
  'line-void': 15,
  'sale-cancel': 16,
  reprint: 17,
  'age-check': 18,
  approval: 19,
  training: 20,
  'share-back': 21,
} as const

const LAST_CODE = 21
const HIGHEST_CODE = 255

/** The byte that says which form the event has. Throws `RangeError` when an unknown event has a known code. */
export function codeOf(event: JournalEvent): number {
  if (event.kind === 'unknown') return unknownCode(event.code)
  return event.kind === 'sale' && !isPlainSale(event) ? CODES.fullSale : CODES[event.kind]
}

/** What follows the header. Throws `RangeError` on what is out of bounds. */
export function writeEventBody(encoder: encoding.Encoder, event: JournalEvent): void {
  switch (event.kind) {
    case 'sale':
      isPlainSale(event) ? writeSale(encoder, event) : writeFullSale(encoder, event)
      return
    case 'sign-in':
    case 'sign-out':
      return
    case 'refund':
      refunds.writeRefund(encoder, event)
      return
    case 'void':
      refunds.writeVoid(encoder, event)
      return
    case 'exchange':
      refunds.writeExchange(encoder, event)
      return
    case 'shift-open':
      shifts.writeShiftOpen(encoder, event)
      return
    case 'shift-close':
      shifts.writeShiftClose(encoder, event)
      return
    case 'cash-in':
    case 'cash-out':
    case 'drop':
      shifts.writeCashMove(encoder, event)
      return
    case 'no-sale':
      acts.writeNoSale(encoder, event)
      return
    case 'price-override':
      acts.writePriceOverride(encoder, event)
      return
    case 'line-void':
      acts.writeLineVoid(encoder, event)
      return
    case 'sale-cancel':
      acts.writeSaleCancel(encoder, event)
      return
    case 'reprint':
      acts.writeReprint(encoder, event)
      return
    case 'age-check':
      acts.writeAgeCheck(encoder, event)
      return
    case 'approval':
      acts.writeApproval(encoder, event)
      return
    case 'training':
      acts.writeTraining(encoder, event)
      return
    case 'share-back':
      shares.writeShareBack(encoder, event)
      return
    case 'unknown':
      encoding.writeUint8Array(encoder, event.bytes)
      return
    default:
      assertNever(event)
      return
  }
}

/** Reads the event of a code to the end of the decoder. A code that is not known yet gives its bytes. SPEC J10. */
export function readEvent(decoder: decoding.Decoder, code: number): JournalEvent {
  switch (code) {
    case CODES.sale:
      return readSale(decoder)
    case CODES['sign-in']:
      return { kind: 'sign-in' }
    case CODES['sign-out']:
      return { kind: 'sign-out' }
    case CODES.fullSale:
      return readFullSale(decoder)
    case CODES.refund:
      return refunds.readRefund(decoder)
    case CODES.void:
      return refunds.readVoid(decoder)
    case CODES.exchange:
      return refunds.readExchange(decoder)
    case CODES['shift-open']:
      return shifts.readShiftOpen(decoder)
    case CODES['shift-close']:
      return shifts.readShiftClose(decoder)
    case CODES['cash-in']:
      return shifts.readCashMove(decoder, 'cash-in')
    case CODES['cash-out']:
      return shifts.readCashMove(decoder, 'cash-out')
    case CODES.drop:
      return shifts.readCashMove(decoder, 'drop')
    case CODES['no-sale']:
      return acts.readNoSale(decoder)
    case CODES['price-override']:
      return acts.readPriceOverride(decoder)
    case CODES['line-void']:
      return acts.readLineVoid(decoder)
    case CODES['sale-cancel']:
      return acts.readSaleCancel(decoder)
    case CODES.reprint:
      return acts.readReprint(decoder)
    case CODES['age-check']:
      return acts.readAgeCheck(decoder)
    case CODES.approval:
      return acts.readApproval(decoder)
    case CODES.training:
      return acts.readTraining(decoder)
    case CODES['share-back']:
      return shares.readShareBack(decoder)
    default:
      return { kind: 'unknown', code: unknownCode(code), bytes: restOf(decoder) }
  }
}

function unknownCode(code: number): number {
  if (!Number.isInteger(code) || code <= LAST_CODE || code > HIGHEST_CODE)
    throw new RangeError(`not an unknown event: ${code}`)
  return code
}

function restOf(decoder: decoding.Decoder): Uint8Array {
  return decoding.readUint8Array(decoder, decoder.arr.length - decoder.pos).slice()
}
