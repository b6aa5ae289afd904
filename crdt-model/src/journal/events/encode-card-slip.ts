import type * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { readByte } from '../../log/packed-id.ts'
import { type CardSlip, isSlipValue, SLIP_FIELDS } from '../../sale/card-slip.ts'
import {
  inRange,
  readFlags,
  readNumber,
  readText,
  readTimes,
  writeNumber,
  writeText,
} from '../event-fields.ts'

/** The slip's first byte: what follows. There is no slip that says nothing. */
const SCHEME = 1
const LAST_FOUR = 2
const AID = 4
const APPROVAL = 8
const ALL = 15

const SHORTEST_AID = 5
const LONGEST_AID = 16

/** What is told of a slip, one after the other. Throws `RangeError` on what E10 does not know. */
export function writeCardSlip(encoder: encoding.Encoder, slip: CardSlip): void {
  const { scheme, lastFour, aid, approval } = checked(slip)
  const flags =
    (scheme === undefined ? 0 : SCHEME) |
    (lastFour === undefined ? 0 : LAST_FOUR) |
    (aid === undefined ? 0 : AID) |
    (approval === undefined ? 0 : APPROVAL)
  encoding.writeUint8(encoder, inRange(flags, 1, ALL))
  if (scheme !== undefined) writeText(encoder, scheme)
  if (lastFour !== undefined) writeNumber(encoder, Number(lastFour))
  if (aid !== undefined) writeAid(encoder, aid)
  if (approval !== undefined) writeText(encoder, approval)
}

export function readCardSlip(decoder: decoding.Decoder): CardSlip {
  const flags = inRange(readFlags(decoder, ALL), 1, ALL)
  return checked({
    ...(flags & SCHEME ? { scheme: readText(decoder) } : {}),
    ...(flags & LAST_FOUR ? { lastFour: readLastFour(decoder) } : {}),
    ...(flags & AID ? { aid: readAid(decoder) } : {}),
    ...(flags & APPROVAL ? { approval: readText(decoder) } : {}),
  })
}

function readLastFour(decoder: decoding.Decoder): string {
  return String(inRange(readNumber(decoder), 0, 9999)).padStart(4, '0')
}

/** Its bytes, with their number before them. */
function writeAid(encoder: encoding.Encoder, aid: string): void {
  encoding.writeUint8(encoder, aid.length / 2)
  for (let at = 0; at < aid.length; at += 2) {
    encoding.writeUint8(encoder, Number.parseInt(aid.slice(at, at + 2), 16))
  }
}

function readAid(decoder: decoding.Decoder): string {
  const length = inRange(readByte(decoder), SHORTEST_AID, LONGEST_AID)
  const bytes = readTimes(length, () => readByte(decoder))
  return bytes.map(byte => byte.toString(16).padStart(2, '0').toUpperCase()).join('')
}

/** Asserted before writing and after reading: nothing else was ever in a journal. */
function checked(slip: CardSlip): CardSlip {
  for (const field of SLIP_FIELDS) {
    const value = slip[field]
    if (value !== undefined && !isSlipValue(field, value)) throw new RangeError(`not a slip's ${field}`)
  }
  return slip
}
