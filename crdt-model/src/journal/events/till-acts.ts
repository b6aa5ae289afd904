import type * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { PersonId, ProductId } from '../../ids.ts'
import { readByte } from '../../log/packed-id.ts'
import { readQuantity, writeQuantity } from '../../log/packed-quantity.ts'
import {
  inRange,
  readAmount,
  readChoice,
  readId,
  readNumber,
  readOptionalId,
  readText,
  writeAmount,
  writeChoice,
  writeId,
  writeNumber,
  writeOptionalId,
  writeText,
} from '../event-fields.ts'

/** The drawer was opened without a sale. */
export interface NoSaleEvent {
  readonly kind: 'no-sale'
  readonly reason: string
}

/** Another price than the shop's was set. Minor units for one piece. */
export interface PriceOverrideEvent {
  readonly kind: 'price-override'
  readonly product: ProductId | null
  readonly from: number
  readonly to: number
  readonly reason: string
}

/** A line was taken out of a sale before it was paid. */
export interface LineVoidEvent {
  readonly kind: 'line-void'
  readonly product: ProductId | null
  /** Thousandths. */
  readonly quantity: number
  /** Minor units. */
  readonly amount: number
}

/** A whole sale was given up before it was paid. */
export interface SaleCancelEvent {
  readonly kind: 'sale-cancel'
  readonly lines: number
  /** Minor units. */
  readonly amount: number
}

/** A receipt was printed again, marked as a copy. */
export interface ReprintEvent {
  readonly kind: 'reprint'
  /** The epoch and number of the entry. */
  readonly epoch: number
  readonly number: number
}

/** The age of a buyer was asked for. Nothing about the buyer is kept. SPEC AH1. */
export interface AgeCheckEvent {
  readonly kind: 'age-check'
  /** Years that were asked for. */
  readonly years: number
  readonly outcome: 'passed' | 'refused'
}

/** Somebody with the right allowed what the operator of the entry may not do. */
export interface ApprovalEvent {
  readonly kind: 'approval'
  readonly by: PersonId
  /** The right, as the table of rights names it. */
  readonly right: string
}

/**
 * Somebody began to practise at the till, or ended it. What is done in between is in no journal: that is why the bounds
 * of it are. SPEC O7.
 */
export interface TrainingEvent {
  readonly kind: 'training'
  readonly step: 'begin' | 'end'
}

const TRAINING_STEPS = ['begin', 'end'] as const
const OUTCOMES = ['passed', 'refused'] as const

export function writeNoSale(encoder: encoding.Encoder, event: NoSaleEvent): void {
  writeText(encoder, event.reason)
}

export function readNoSale(decoder: decoding.Decoder): NoSaleEvent {
  return { kind: 'no-sale', reason: readText(decoder) }
}

export function writePriceOverride(encoder: encoding.Encoder, event: PriceOverrideEvent): void {
  writeOptionalId(encoder, event.product)
  writeAmount(encoder, event.from)
  writeAmount(encoder, event.to)
  writeText(encoder, event.reason)
}

export function readPriceOverride(decoder: decoding.Decoder): PriceOverrideEvent {
  const product = readOptionalId<ProductId>(decoder)
  const from = readAmount(decoder)
  const to = readAmount(decoder)
  return { kind: 'price-override', product, from, to, reason: readText(decoder) }
}

export function writeLineVoid(encoder: encoding.Encoder, event: LineVoidEvent): void {
  writeOptionalId(encoder, event.product)
  writeQuantity(encoder, event.quantity)
  writeAmount(encoder, event.amount)
}

export function readLineVoid(decoder: decoding.Decoder): LineVoidEvent {
  const product = readOptionalId<ProductId>(decoder)
  const quantity = readQuantity(decoder)
  return { kind: 'line-void', product, quantity, amount: readAmount(decoder) }
}

export function writeSaleCancel(encoder: encoding.Encoder, event: SaleCancelEvent): void {
  writeNumber(encoder, event.lines)
  writeAmount(encoder, event.amount)
}

export function readSaleCancel(decoder: decoding.Decoder): SaleCancelEvent {
  const lines = readNumber(decoder)
  return { kind: 'sale-cancel', lines, amount: readAmount(decoder) }
}

export function writeReprint(encoder: encoding.Encoder, event: ReprintEvent): void {
  writeNumber(encoder, event.epoch)
  writeNumber(encoder, event.number)
}

export function readReprint(decoder: decoding.Decoder): ReprintEvent {
  const epoch = readNumber(decoder)
  return { kind: 'reprint', epoch, number: readNumber(decoder) }
}

export function writeAgeCheck(encoder: encoding.Encoder, event: AgeCheckEvent): void {
  encoding.writeUint8(encoder, inRange(event.years, 1, 150))
  writeChoice(encoder, OUTCOMES, event.outcome)
}

export function readAgeCheck(decoder: decoding.Decoder): AgeCheckEvent {
  const years = inRange(readByte(decoder), 1, 150)
  return { kind: 'age-check', years, outcome: readChoice(decoder, OUTCOMES) }
}

export function writeApproval(encoder: encoding.Encoder, event: ApprovalEvent): void {
  writeId(encoder, event.by)
  writeText(encoder, event.right)
}

export function readApproval(decoder: decoding.Decoder): ApprovalEvent {
  const by = readId<PersonId>(decoder)
  return { kind: 'approval', by, right: readText(decoder) }
}

export function writeTraining(encoder: encoding.Encoder, event: TrainingEvent): void {
  writeChoice(encoder, TRAINING_STEPS, event.step)
}

export function readTraining(decoder: decoding.Decoder): TrainingEvent {
  return { kind: 'training', step: readChoice(decoder, TRAINING_STEPS) }
}
