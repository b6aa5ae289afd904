import type * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { AccountId, CustomerId, PromotionId } from '../../ids.ts'
import { readByte } from '../../log/packed-id.ts'
import { readQuantity, writeQuantity } from '../../log/packed-quantity.ts'
import type { Discount, DiscountSource } from '../../pricing/priced-item.ts'
import type { TaxExemption } from '../../tax/tax-class.ts'
import {
  inRange,
  readAmount,
  readFlags,
  readId,
  readMany,
  readNumber,
  readText,
  writeAmount,
  writeId,
  writeMany,
  writeNumber,
  writeText,
} from '../event-fields.ts'

/** What a sale may have beside what nearly all have. Each part is absent when there is nothing in it. SPEC J9. */
export interface SaleExtras {
  /** What each source took off in all. */
  readonly discounts?: readonly Discount[]
  readonly exemptions?: readonly TaxExemption[]
  readonly customer?: CustomerId
  /** The coupons that were used up, by their keys. */
  readonly coupons?: readonly string[]
  /** Minor units on top of the total. */
  readonly tip?: number
  /** Minor units that cash rounding added, or took off below 0. */
  readonly rounding?: number
}

/** The same for a line. */
export interface SaleLineExtras {
  /** What was taken off the line: index into the sale's `discounts`, and minor units. */
  readonly discounts?: readonly (readonly [source: number, amount: number])[]
  /** Index into the sale's `exemptions`. */
  readonly exemption?: number
  /** Minor units of included taxes that it was exempt from. */
  readonly exempted?: number
  readonly serial?: string
  readonly note?: string
  /** Thousandths. */
  readonly tare?: number
  /** It is a deposit on bottles or crates. */
  readonly deposit?: true
  /** The gift card or store credit that it put money on. */
  readonly account?: AccountId
}

const SALE = {
  discounts: 1,
  exemptions: 2,
  customer: 4,
  coupons: 8,
  tip: 16,
  rounding: 32,
  lines: 64,
} as const
const LINE = {
  discounts: 1,
  exemption: 2,
  exempted: 4,
  serial: 8,
  note: 16,
  tare: 32,
  deposit: 64,
  account: 128,
} as const
const SOURCES = { promotion: 0, line: 1, sale: 2 } as const satisfies Record<DiscountSource['kind'], number>

/** Whether a sale has anything beside what nearly all have. */
export function hasExtras(sale: SaleExtras & { readonly lines: readonly SaleLineExtras[] }): boolean {
  return saleFlags(sale) !== 0
}

export function writeSaleExtras(
  encoder: encoding.Encoder,
  sale: SaleExtras & { readonly lines: readonly SaleLineExtras[] },
): void {
  encoding.writeUint8(encoder, saleFlags(sale))
  if (sale.discounts?.length) writeMany(encoder, sale.discounts, each => writeDiscount(encoder, each))
  if (sale.exemptions?.length) writeMany(encoder, sale.exemptions, each => writeExemption(encoder, each))
  if (sale.customer !== undefined) writeId(encoder, sale.customer)
  if (sale.coupons?.length) writeMany(encoder, sale.coupons, each => writeText(encoder, each))
  if (sale.tip) writeAmount(encoder, sale.tip)
  if (sale.rounding) writeAmount(encoder, sale.rounding)
  if (sale.lines.some(line => lineFlags(line) !== 0)) {
    for (const line of sale.lines) writeLineExtras(encoder, line, sale)
  }
}

/** @param lines how many lines the sale has. */
export function readSaleExtras(
  decoder: decoding.Decoder,
  lines: number,
): { readonly sale: SaleExtras; readonly lines: readonly SaleLineExtras[] } {
  const flags = readFlags(decoder, 127)
  const has = (flag: number) => (flags & flag) !== 0
  const sale = {
    ...(has(SALE.discounts) ? { discounts: readMany(decoder, () => readDiscount(decoder)) } : {}),
    ...(has(SALE.exemptions) ? { exemptions: readMany(decoder, () => readExemption(decoder)) } : {}),
    ...(has(SALE.customer) ? { customer: readId<CustomerId>(decoder) } : {}),
    ...(has(SALE.coupons) ? { coupons: readMany(decoder, () => readText(decoder)) } : {}),
    ...(has(SALE.tip) ? { tip: readAmount(decoder) } : {}),
    ...(has(SALE.rounding) ? { rounding: readAmount(decoder) } : {}),
  }
  const extras: SaleLineExtras[] = []
  for (let i = 0; i < lines; i++) extras.push(has(SALE.lines) ? readLineExtras(decoder, sale) : {})
  return { sale, lines: extras }
}

function saleFlags(sale: SaleExtras & { readonly lines: readonly SaleLineExtras[] }): number {
  return (
    (sale.discounts?.length ? SALE.discounts : 0) |
    (sale.exemptions?.length ? SALE.exemptions : 0) |
    (sale.customer === undefined ? 0 : SALE.customer) |
    (sale.coupons?.length ? SALE.coupons : 0) |
    (sale.tip ? SALE.tip : 0) |
    (sale.rounding ? SALE.rounding : 0) |
    (sale.lines.some(line => lineFlags(line) !== 0) ? SALE.lines : 0)
  )
}

function lineFlags(line: SaleLineExtras): number {
  return (
    (line.discounts?.length ? LINE.discounts : 0) |
    (line.exemption === undefined ? 0 : LINE.exemption) |
    (line.exempted ? LINE.exempted : 0) |
    (line.serial ? LINE.serial : 0) |
    (line.note ? LINE.note : 0) |
    (line.tare ? LINE.tare : 0) |
    (line.deposit ? LINE.deposit : 0) |
    (line.account === undefined ? 0 : LINE.account)
  )
}

function writeLineExtras(encoder: encoding.Encoder, line: SaleLineExtras, sale: SaleExtras): void {
  encoding.writeUint8(encoder, lineFlags(line))
  if (line.discounts?.length) {
    writeMany(encoder, line.discounts, ([source, amount]) => {
      writeNumber(encoder, inRange(source, 0, (sale.discounts?.length ?? 0) - 1))
      writeAmount(encoder, amount)
    })
  }
  if (line.exemption !== undefined)
    writeNumber(encoder, inRange(line.exemption, 0, (sale.exemptions?.length ?? 0) - 1))
  if (line.exempted) writeAmount(encoder, line.exempted)
  if (line.serial) writeText(encoder, line.serial)
  if (line.note) writeText(encoder, line.note)
  if (line.tare) writeQuantity(encoder, line.tare)
  if (line.account !== undefined) writeId(encoder, line.account)
}

function readLineExtras(decoder: decoding.Decoder, sale: SaleExtras): SaleLineExtras {
  const flags = readByte(decoder)
  const has = (flag: number) => (flags & flag) !== 0
  return {
    ...(has(LINE.discounts)
      ? { discounts: readMany(decoder, () => readLineDiscount(decoder, sale.discounts?.length ?? 0)) }
      : {}),
    ...(has(LINE.exemption)
      ? { exemption: inRange(readNumber(decoder), 0, (sale.exemptions?.length ?? 0) - 1) }
      : {}),
    ...(has(LINE.exempted) ? { exempted: readAmount(decoder) } : {}),
    ...(has(LINE.serial) ? { serial: readText(decoder) } : {}),
    ...(has(LINE.note) ? { note: readText(decoder) } : {}),
    ...(has(LINE.tare) ? { tare: readQuantity(decoder) } : {}),
    ...(has(LINE.deposit) ? { deposit: true as const } : {}),
    ...(has(LINE.account) ? { account: readId<AccountId>(decoder) } : {}),
  }
}

function readLineDiscount(decoder: decoding.Decoder, sources: number): readonly [number, number] {
  const source = inRange(readNumber(decoder), 0, sources - 1)
  return [source, readAmount(decoder)]
}

function writeDiscount(encoder: encoding.Encoder, { source, amount }: Discount): void {
  encoding.writeUint8(encoder, SOURCES[source.kind])
  if (source.kind === 'promotion') writeId(encoder, source.promotion)
  writeAmount(encoder, amount)
}

function readDiscount(decoder: decoding.Decoder): Discount {
  const source = readSource(decoder)
  return { source, amount: readAmount(decoder) }
}

function readSource(decoder: decoding.Decoder): DiscountSource {
  switch (readByte(decoder)) {
    case SOURCES.promotion:
      return { kind: 'promotion', promotion: readId<PromotionId>(decoder) }
    case SOURCES.line:
      return { kind: 'line' }
    case SOURCES.sale:
      return { kind: 'sale' }
    default:
      throw new RangeError('no such source')
  }
}

/** The count of taxes is one more than there are, so that 0 is "all of them". */
function writeExemption(encoder: encoding.Encoder, { reason, certificate, taxes }: TaxExemption): void {
  writeText(encoder, reason)
  writeText(encoder, certificate)
  writeNumber(encoder, taxes === undefined ? 0 : taxes.length + 1)
  for (const tax of taxes ?? []) writeText(encoder, tax)
}

function readExemption(decoder: decoding.Decoder): TaxExemption {
  const reason = readText(decoder)
  const certificate = readText(decoder)
  const count = inRange(readNumber(decoder), 0, 64)
  if (count === 0) return { reason, certificate }
  const taxes: string[] = []
  for (let i = 1; i < count; i++) taxes.push(readText(decoder))
  return { reason, certificate, taxes }
}
