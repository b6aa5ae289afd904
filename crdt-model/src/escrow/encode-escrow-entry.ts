import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { AccountId } from '../ids.ts'
import { readAmount, readId, readNumber, writeAmount, writeId, writeNumber } from '../journal/event-fields.ts'
import { readByte } from '../log/packed-id.ts'
import { sameBytes } from '../log/same-bytes.ts'
import { isAmount } from '../sale/limits.ts'
import type { EscrowAct, EscrowEntry, EscrowHolder } from './escrow-entry.ts'

const KINDS = { issue: 1, give: 2, spend: 3 } as const satisfies Record<EscrowAct['kind'], number>

/** An entry as bytes: one form for one entry, about 25. Throws `RangeError` on what is out of bounds. SPEC K6. */
export function encodeEscrowEntry({ holder, counter, account, act }: EscrowEntry): Uint8Array {
  if (!isAmount(act.amount) || act.amount === 0 || counter < 1) throw new RangeError('no escrow entry')
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, KINDS[act.kind])
  writeId(encoder, holder)
  writeNumber(encoder, counter)
  writeId(encoder, account)
  writeAmount(encoder, act.amount)
  if (act.kind === 'give') writeId(encoder, act.to)
  return encoding.toUint8Array(encoder)
}

/** The entry of such bytes, or undefined when they are not exactly what `encodeEscrowEntry` makes. SPEC K6. */
export function decodeEscrowEntry(bytes: Uint8Array): EscrowEntry | undefined {
  try {
    const entry = read(decoding.createDecoder(bytes))
    return sameBytes(encodeEscrowEntry(entry), bytes) ? entry : undefined
  } catch {
    // The readers throw on whatever is not theirs; which of them did is of no interest here.
    return undefined
  }
}

function read(decoder: decoding.Decoder): EscrowEntry {
  const kind = readByte(decoder)
  const holder = readId<EscrowHolder>(decoder)
  const counter = readNumber(decoder)
  const account = readId<AccountId>(decoder)
  const amount = readAmount(decoder)
  return { holder, counter, account, act: readAct(decoder, kind, amount) }
}

function readAct(decoder: decoding.Decoder, kind: number, amount: number): EscrowAct {
  switch (kind) {
    case KINDS.issue:
      return { kind: 'issue', amount }
    case KINDS.give:
      return { kind: 'give', amount, to: readId<EscrowHolder>(decoder) }
    case KINDS.spend:
      return { kind: 'spend', amount }
    default:
      throw new RangeError(`no act ${kind}`)
  }
}
