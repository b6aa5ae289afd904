import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type ProductId, toId } from '../ids.ts'
import { readByte, readPackedId, writePackedId } from '../log/packed-id.ts'
import { readQuantity, writeQuantity } from '../log/packed-quantity.ts'
import type { CurrencyCode } from '../money/money.ts'
import type { Tender } from '../sale/sale.ts'
import type { TaxSummaryLine } from '../tax/tax-class.ts'
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

const TENDER_CODES = { cash: 1 } as const satisfies Record<Tender['kind'], number>

/** Amounts stay below a hundred thousand million in any currency's minor unit. */
const MAX_AMOUNT = 10_000_000_000_000
const MAX_RATE = 10_000_000
const MAX_COUNT = 4096
const MAX_NAME_LENGTH = 200

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
    if (!oneCash) encoding.writeUint8(encoder, TENDER_CODES[each.kind])
    writeAmount(encoder, each.amount)
  }
  if (sale.change !== 0) writeAmount(encoder, sale.change)
  if (sale.ageChecked !== 0) encoding.writeUint8(encoder, inRange(sale.ageChecked, 1, 150))
}

/** Throws on whatever is out of bounds; that there is one form only is checked by encoding again. */
export function readSale(decoder: decoding.Decoder): SaleEvent {
  const flags = readByte(decoder)
  const currency = readCurrency(decoder)
  const taxes = readMany(flags & ONE_TAX ? 1 : readCount(decoder), () => readTax(decoder))
  const lines = readMany(readCount(decoder), () => readLine(decoder, taxes.length))
  const total = readAmount(decoder)
  const tenders =
    flags & ONE_CASH
      ? [{ kind: 'cash', amount: readAmount(decoder) } as const]
      : readMany(readCount(decoder), () => readTender(decoder))
  const change = flags & HAS_CHANGE ? readAmount(decoder) : 0
  const ageChecked = flags & HAS_AGE ? readByte(decoder) : 0
  return { kind: 'sale', currency, lines, taxes, total, tenders, change, ageChecked }
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
  if (item.kind === 'unlisted') writeName(encoder, item.name)
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
      ? ({ kind: 'unlisted', name: readName(decoder) } as const)
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
  return readMany(readCount(decoder), () => inRange(decoding.readVarUint(decoder), 0, taxCount - 1))
}

function writeTax(encoder: encoding.Encoder, tax: TaxSummaryLine): void {
  writeName(encoder, tax.name)
  encoding.writeVarUint(encoder, inRange(tax.rateMillionths, 0, MAX_RATE) * 2 + (tax.included ? 1 : 0))
  writeAmount(encoder, tax.net)
  writeAmount(encoder, tax.tax)
}

function readTax(decoder: decoding.Decoder): TaxSummaryLine {
  const name = readName(decoder)
  const rate = inRange(decoding.readVarUint(decoder), 0, MAX_RATE * 2 + 1)
  const net = readAmount(decoder)
  const tax = readAmount(decoder)
  return { name, rateMillionths: Math.floor(rate / 2), included: rate % 2 === 1, net, tax }
}

function readTender(decoder: decoding.Decoder): Tender {
  if (readByte(decoder) !== TENDER_CODES.cash) throw new RangeError('no such tender')
  return { kind: 'cash', amount: readAmount(decoder) }
}

/** Three letters of 26 in two bytes. */
function writeCurrency(encoder: encoding.Encoder, currency: CurrencyCode): void {
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`not a currency: ${JSON.stringify(currency)}`)
  const [first = 0, second = 0, third = 0] = [...currency].map(letter => letter.charCodeAt(0) - 65)
  encoding.writeUint16(encoder, (first * 26 + second) * 26 + third)
}

function readCurrency(decoder: decoding.Decoder): CurrencyCode {
  const packed = readByte(decoder) + readByte(decoder) * 256
  if (packed >= 26 ** 3) throw new RangeError('not a currency')
  const letters = [Math.floor(packed / 676), Math.floor(packed / 26) % 26, packed % 26]
  return asCurrency(String.fromCharCode(...letters.map(letter => letter + 65)))
}

/** Guaranteed by the caller: three letters A to Z. */
function asCurrency(code: string): CurrencyCode {
  return code as CurrencyCode
}

function writeName(encoder: encoding.Encoder, name: string): void {
  if (name.length > MAX_NAME_LENGTH) throw new RangeError('a name is too long')
  encoding.writeVarString(encoder, name)
}

/** The length is checked first: lib0 would read past the end of a view into what lies behind it. */
function readName(decoder: decoding.Decoder): string {
  const length = decoding.peekVarUint(decoder)
  if (length > MAX_NAME_LENGTH * 3 || decoder.pos + length >= decoder.arr.length)
    throw new RangeError('bad name')
  return decoding.readVarString(decoder)
}

function writeAmount(encoder: encoding.Encoder, amount: number): void {
  encoding.writeVarInt(encoder, inRange(amount, -MAX_AMOUNT, MAX_AMOUNT) + 0)
}

function readAmount(decoder: decoding.Decoder): number {
  return inRange(decoding.readVarInt(decoder), -MAX_AMOUNT, MAX_AMOUNT)
}

function writeCount(encoder: encoding.Encoder, count: number): void {
  encoding.writeVarUint(encoder, inRange(count, 0, MAX_COUNT))
}

function readCount(decoder: decoding.Decoder): number {
  return inRange(decoding.readVarUint(decoder), 0, MAX_COUNT)
}

function readMany<Value>(count: number, read: () => Value): Value[] {
  const values: Value[] = []
  for (let i = 0; i < count; i++) values.push(read())
  return values
}

function inRange(value: number, min: number, max: number): number {
  if (!Number.isSafeInteger(value) || value < min || value > max)
    throw new RangeError(`out of range: ${value}`)
  return value
}
