import type * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { assertNever } from '../../assert-never.ts'
import { readByte } from '../../log/packed-id.ts'
import type { Tender } from '../../sale/tender.ts'
import {
  readAmount,
  readCurrency,
  readId,
  readNumber,
  readText,
  writeAmount,
  writeCurrency,
  writeId,
  writeNumber,
  writeText,
} from '../event-fields.ts'
import { readCardSlip, writeCardSlip } from './encode-card-slip.ts'

/** `on-account` from before limits held over all tills. SPEC K11. */
const UNHELD = 7
/** A card with something of what its slip says. SPEC E10. */
const CARD_WITH_SLIP = 10

/** The byte before each kind of tender. A new kind gets a new number; none is used again. SPEC J10. */
const CODES = {
  cash: 1,
  'foreign-cash': 2,
  card: 3,
  voucher: 4,
  'gift-card': 5,
  'store-credit': 6,
  'on-account': 9,
  exchange: 8,
} as const satisfies Record<Tender['kind'], number>

export function writeTender(encoder: encoding.Encoder, tender: Tender): void {
  encoding.writeUint8(encoder, codeOf(tender))
  writeAmount(encoder, tender.amount)
  switch (tender.kind) {
    case 'cash':
    case 'exchange':
      return
    case 'foreign-cash':
      writeCurrency(encoder, tender.currency)
      writeAmount(encoder, tender.handed)
      writeNumber(encoder, tender.rate.foreign)
      writeNumber(encoder, tender.rate.own)
      return
    case 'card':
      writeText(encoder, tender.reference)
      if (tender.slip !== undefined) writeCardSlip(encoder, tender.slip)
      return
    case 'voucher':
      writeText(encoder, tender.reference)
      return
    case 'gift-card':
    case 'store-credit':
      writeId(encoder, tender.account)
      return
    case 'on-account':
      writeId(encoder, tender.customer)
      return
    default:
      assertNever(tender)
      return
  }
}

function codeOf(tender: Tender): number {
  if (tender.kind === 'on-account' && tender.unheld) return UNHELD
  return tender.kind === 'card' && tender.slip !== undefined ? CARD_WITH_SLIP : CODES[tender.kind]
}

export function readTender(decoder: decoding.Decoder): Tender {
  const code = readByte(decoder)
  const amount = readAmount(decoder)
  switch (code) {
    case CODES.cash:
      return { kind: 'cash', amount }
    case CODES['foreign-cash']: {
      const currency = readCurrency(decoder)
      const handed = readAmount(decoder)
      const foreign = readNumber(decoder)
      return { kind: 'foreign-cash', amount, currency, handed, rate: { foreign, own: readNumber(decoder) } }
    }
    case CODES.card:
      return { kind: 'card', amount, reference: readText(decoder) }
    case CARD_WITH_SLIP: {
      const reference = readText(decoder)
      return { kind: 'card', amount, reference, slip: readCardSlip(decoder) }
    }
    case CODES.voucher:
      return { kind: 'voucher', amount, reference: readText(decoder) }
    case CODES['gift-card']:
      return { kind: 'gift-card', amount, account: readId(decoder) }
    case CODES['store-credit']:
      return { kind: 'store-credit', amount, account: readId(decoder) }
    case CODES['on-account']:
      return { kind: 'on-account', amount, customer: readId(decoder) }
    case UNHELD:
      return { kind: 'on-account', amount, customer: readId(decoder), unheld: true }
    case CODES.exchange:
      return { kind: 'exchange', amount }
    default:
      throw new RangeError(`no tender ${code}`)
  }
}
