import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type ProductId, toId } from '../ids.ts'
import { readByte, readPackedId, writePackedId } from '../log/packed-id.ts'
import { readQuantity, writeQuantity } from '../log/packed-quantity.ts'
import type { TaxSummaryLine } from '../tax/tax-class.ts'
import {
  inRange,
  readAmount,
  readCount,
  readCurrency,
  readMany,
  readText,
  readTimes,
  writeAmount,
  writeCount,
  writeCurrency,
  writeText,
} from './event-fields.ts'
import { readTender, writeTender } from './events/encode-tender.ts'
import { hasExtras, readSaleExtras, type SaleLineExtras, writeSaleExtras } from './events/sale-extras.ts'
import type { SaleEvent, SaleEventLine } from './journal-entry.ts'

/**
 * The bytes of a sale: what can be worked out from the rest is left out, because each byte is sent and kept for
 * every sale there ever is. The form is described in SPEC J3.
 */

/** The sale's first byte: what follows. */
const HAS_AGE = 1
const HAS_CHANGE = 2
/** One tender, in cash, needs neither its count nor its kind. */
const ONE_CASH = 4
const ONE_TAX = 8

/** A line's first byte. */
const UNLISTED = 1
const HAS_LIST_PRICE = 2
const HAS_AMOUNT = 4
/** The line is not taxed by every tax of the sale in turn: its own list follows. */
const HAS_TAXES = 8
/** The product id has ten characters, as those that are made here do. */
const TEN_CHARACTERS = 16
const LINE_FLAGS = 31

const MAX_RATE = 10_000_000

export function writeSale(encoder: encoding.Encoder, sale: SaleEvent): void {
  const [tender] = sale.tenders
  const oneCash = sale.tenders.length === 1 && tender?.kind === 'cash'
  const flags =
    (sale.ageChecked !== 0 ? HAS_AGE : 0) |
    (sale.change !== 0 ? HAS_CHANGE : 0) |
    (oneCash ? ONE_CASH : 0) |
    (sale.taxes.length === 1 ? ONE_TAX : 0)
  encoding.writeUint8(encoder, flags)
  writeCurrency(encoder, sale.currency)
  if (sale.taxes.length !== 1) writeCount(encoder, sale.taxes.length)
  for (const tax of sale.taxes) writeTax(encoder, tax)
  writeCount(encoder, sale.lines.length)
  for (const line of sale.lines) writeLine(encoder, line, sale.taxes.length)
  writeAmount(encoder, sale.total)
  if (!oneCash) writeCount(encoder, sale.tenders.length)
  for (const each of sale.tenders) {
    if (oneCash) writeAmount(encoder, each.amount)
    else writeTender(encoder, each)
  }
  if (sale.change !== 0) writeAmount(encoder, sale.change)
  if (sale.ageChecked !== 0) encoding.writeUint8(encoder, inRange(sale.ageChecked, 1, 150))
}

/** Throws on whatever is out of bounds; that there is one form only is checked by encoding again. */
export function readSale(decoder: decoding.Decoder): SaleEvent {
  const flags = readByte(decoder)
  const currency = readCurrency(decoder)
  const taxes = readTimes(flags & ONE_TAX ? 1 : readCount(decoder), () => readTax(decoder))
  const lines = readMany(decoder, () => readLine(decoder, taxes.length))
  const total = readAmount(decoder)
  const tenders =
    flags & ONE_CASH
      ? [{ kind: 'cash', amount: readAmount(decoder) } as const]
      : readMany(decoder, () => readTender(decoder))
  const change = flags & HAS_CHANGE ? readAmount(decoder) : 0
  const ageChecked = flags & HAS_AGE ? readByte(decoder) : 0
  return { kind: 'sale', currency, lines, taxes, total, tenders, change, ageChecked }
}

/** Whether the first form has a place for everything in the sale. SPEC J9. */
export function isPlainSale(sale: SaleEvent): boolean {
  return sale.tenders.every(({ kind }) => kind === 'cash') && !hasExtras(sale)
}

/**
 * The form with a place for everything: the first one, and what it has no place for behind it. Its lines are written
 * before what was taken off them, which follows. SPEC J9.
 */
export function writeFullSale(encoder: encoding.Encoder, sale: SaleEvent): void {
  const lines = sale.lines.map(line => ({ ...line, amount: line.amount + takenOff(line) }))
  writeSale(encoder, { ...sale, lines })
  writeSaleExtras(encoder, sale)
}

export function readFullSale(decoder: decoding.Decoder): SaleEvent {
  const plain = readSale(decoder)
  const extras = readSaleExtras(decoder, plain.lines.length)
  return {
    ...plain,
    ...extras.sale,
    lines: plain.lines.map((line, i) => {
      const extra = extras.lines[i] ?? {}
      return { ...line, ...extra, amount: line.amount - takenOff(extra) }
    }),
  }
}

function takenOff({ discounts = [], exempted = 0 }: SaleLineExtras): number {
  return discounts.reduce((sum, [, amount]) => sum + amount, exempted)
}

function writeLine(encoder: encoding.Encoder, line: SaleEventLine, taxCount: number): void {
  const { item } = line
  const ten = item.kind === 'product' && item.product.length === 10
  const plain = plainAmount(line.quantity, line.unitPrice)
  const flags =
    (item.kind === 'unlisted' ? UNLISTED : 0) |
    (line.listPrice !== line.unitPrice ? HAS_LIST_PRICE : 0) |
    (line.amount !== plain ? HAS_AMOUNT : 0) |
    (isEveryTax(line.taxes, taxCount) ? 0 : HAS_TAXES) |
    (ten ? TEN_CHARACTERS : 0)
  encoding.writeUint8(encoder, flags)
  if (item.kind === 'unlisted') writeText(encoder, item.name)
  else {
    if (!ten) encoding.writeUint8(encoder, item.product.length)
    writePackedId(encoder, item.product)
  }
  writeQuantity(encoder, line.quantity)
  writeAmount(encoder, line.unitPrice)
  if (line.listPrice !== line.unitPrice) writeAmount(encoder, line.listPrice)
  if (line.amount !== plain) writeAmount(encoder, line.amount)
  if (!isEveryTax(line.taxes, taxCount)) writeTaxIndexes(encoder, line.taxes, taxCount)
}

function readLine(decoder: decoding.Decoder, taxCount: number): SaleEventLine {
  const flags = readByte(decoder)
  if (flags > LINE_FLAGS) throw new RangeError(`no such line: ${flags}`)
  const item =
    flags & UNLISTED
      ? ({ kind: 'unlisted', name: readText(decoder) } as const)
      : ({ kind: 'product', product: readProduct(decoder, flags) } as const)
  const quantity = readQuantity(decoder)
  const unitPrice = readAmount(decoder)
  const listPrice = flags & HAS_LIST_PRICE ? readAmount(decoder) : unitPrice
  const amount = flags & HAS_AMOUNT ? readAmount(decoder) : plainAmount(quantity, unitPrice)
  if (amount === undefined) throw new RangeError('a line without an amount')
  const taxes = flags & HAS_TAXES ? readTaxIndexes(decoder, taxCount) : everyTax(taxCount)
  return { item, quantity, unitPrice, listPrice, amount, taxes }
}

/** Quantity × unit price where that is a whole number of minor units: then no rounding rule has a say in it. */
function plainAmount(quantity: number, unitPrice: number): number | undefined {
  const product = quantity * unitPrice
  return Number.isSafeInteger(product) && product % 1000 === 0 ? product / 1000 + 0 : undefined
}

function readProduct(decoder: decoding.Decoder, flags: number): ProductId {
  return toId<ProductId>(readPackedId(decoder, flags & TEN_CHARACTERS ? 10 : readByte(decoder)))
}

function isEveryTax(indexes: readonly number[], taxCount: number): boolean {
  return indexes.length === taxCount && indexes.every((index, position) => index === position)
}

function everyTax(taxCount: number): number[] {
  return Array.from({ length: taxCount }, (_, index) => index)
}

function writeTaxIndexes(encoder: encoding.Encoder, indexes: readonly number[], taxCount: number): void {
  writeCount(encoder, indexes.length)
  for (const index of indexes) encoding.writeVarUint(encoder, inRange(index, 0, taxCount - 1))
}

function readTaxIndexes(decoder: decoding.Decoder, taxCount: number): number[] {
  return readMany(decoder, () => inRange(decoding.readVarUint(decoder), 0, taxCount - 1))
}

function writeTax(encoder: encoding.Encoder, tax: TaxSummaryLine): void {
  writeText(encoder, tax.name)
  encoding.writeVarUint(encoder, inRange(tax.rateMillionths, 0, MAX_RATE) * 2 + (tax.included ? 1 : 0))
  writeAmount(encoder, tax.net)
  writeAmount(encoder, tax.tax)
}

function readTax(decoder: decoding.Decoder): TaxSummaryLine {
  const name = readText(decoder)
  const rate = inRange(decoding.readVarUint(decoder), 0, MAX_RATE * 2 + 1)
  const net = readAmount(decoder)
  const tax = readAmount(decoder)
  return { name, rateMillionths: Math.floor(rate / 2), included: rate % 2 === 1, net, tax }
}
