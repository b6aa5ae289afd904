import type * as decoding from 'lib0/decoding'
import type * as encoding from 'lib0/encoding'
import type { AccountId } from '../../ids.ts'
import type { CurrencyCode } from '../../money/money.ts'
import { readAmount, readCurrency, readId, writeAmount, writeCurrency, writeId } from '../event-fields.ts'

/** The till gave a part of its share of an account to the relay: from then on others may spend it. SPEC K5. */
export interface ShareBackEvent {
  readonly kind: 'share-back'
  readonly account: AccountId
  readonly currency: CurrencyCode
  /** Minor units. */
  readonly amount: number
}

export function writeShareBack(encoder: encoding.Encoder, event: ShareBackEvent): void {
  writeId(encoder, event.account)
  writeCurrency(encoder, event.currency)
  writeAmount(encoder, event.amount)
}

export function readShareBack(decoder: decoding.Decoder): ShareBackEvent {
  const account = readId<AccountId>(decoder)
  const currency = readCurrency(decoder)
  return { kind: 'share-back', account, currency, amount: readAmount(decoder) }
}
