import * as v from 'valibot'
import {
  type AccountId,
  type AnyId,
  type CustomerGroupId,
  type CustomerId,
  type DepartmentId,
  type ParkingId,
  type PersonId,
  type ProductId,
  type TaxClassId,
  type TillId,
  toId,
} from '../ids.ts'
import { parseCurrency } from '../money/currency.ts'
import type { CurrencyCode } from '../money/money.ts'
import { isAmount, isQuantity } from '../sale/limits.ts'
import type { ManualDiscount, OpenSale, SaleCustomer, SaleLine } from '../sale/sale.ts'
import { type MeasuredUnit, UNITS } from '../sale/unit.ts'
import type { TaxExemption } from '../tax/tax-class.ts'
import { id } from '../wire/api-fields.ts'
import {
  LONGEST_PARKED_LABEL,
  MOST_PARKED_LINES,
  type ParkEntry,
  type ParkedEntry,
  type SoldEntry,
  type TakeEntry,
} from './parked-entry.ts'

/**
 * An entry of a log of parked sales, or undefined when it is none: it was written by another till, perhaps by another
 * program. What is not known of a sale makes the whole entry unreadable, since half a sale is another one. SPEC N2.
 */
export function decodeParkedEntry(raw: unknown): ParkedEntry | undefined {
  const result = v.safeParse(entry, raw)
  return result.success ? result.output : undefined
}

/** The keys of a type, each with its schema: one that is left out is noticed by the compiler. */
type Fields<Value> = { readonly [key in keyof Required<Value>]: v.GenericSchema<unknown> }

const branded = <Id extends AnyId>() =>
  v.pipe(
    id,
    v.transform(text => toId<Id>(text)),
  )
const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest))
const amount = v.pipe(v.number(), v.check(isAmount))
const quantity = v.pipe(v.number(), v.check(isQuantity))
const at = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const millionths = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1_000_000))
const years = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(150))
const currency = v.pipe(
  v.string(),
  v.check(code => parseCurrency(code) === code),
  v.transform((code): CurrencyCode => parseCurrency(code) ?? never()),
)

const reason = v.exactOptional(text(200))
const discount: v.GenericSchema<unknown, ManualDiscount> = v.variant('kind', [
  v.strictObject({ kind: v.literal('percent'), millionths, reason }),
  v.strictObject({ kind: v.literal('amount'), amount, reason }),
])

const exemption: v.GenericSchema<unknown, TaxExemption> = v.strictObject({
  reason: text(200),
  certificate: text(200),
  taxes: v.exactOptional(v.pipe(v.array(text(100)), v.maxLength(50))),
} satisfies Fields<TaxExemption>)

const measured = UNITS.filter((unit): unit is MeasuredUnit => unit !== 'piece')
const lineId = text(64)
const line: v.GenericSchema<unknown, SaleLine> = v.strictObject({
  id: lineId,
  product: v.nullable(branded<ProductId>()),
  name: text(500),
  department: v.nullable(branded<DepartmentId>()),
  quantity,
  unit: v.exactOptional(v.picklist(measured)),
  unitPrice: amount,
  listPrice: amount,
  taxClass: v.nullable(branded<TaxClassId>()),
  minimumAge: years,
  labelAmount: v.exactOptional(amount),
  discount: v.exactOptional(discount),
  exemption: v.exactOptional(exemption),
  depositOf: v.exactOptional(lineId),
  notDiscountable: v.exactOptional(v.literal(true)),
  account: v.exactOptional(branded<AccountId>()),
  // The number of a card leaves its till on paper alone. SPEC K6.
  cardNumber: v.exactOptional(v.never()),
  serial: v.exactOptional(text(200)),
  note: v.exactOptional(text(500)),
  tare: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
} satisfies Fields<SaleLine>)

const customer: v.GenericSchema<unknown, SaleCustomer> = v.strictObject({
  id: branded<CustomerId>(),
  group: v.nullable(branded<CustomerGroupId>()),
  // Programs from before there were languages read no sale that has one. SPEC N1.
  language: v.exactOptional(v.never()),
} satisfies Fields<SaleCustomer>)

const sale: v.GenericSchema<unknown, OpenSale> = v.strictObject({
  state: v.literal('open'),
  id,
  currency,
  lines: v.pipe(v.array(line), v.minLength(1), v.maxLength(MOST_PARKED_LINES)),
  ageChecked: years,
  customer: v.exactOptional(customer),
  coupons: v.exactOptional(v.pipe(v.array(text(100)), v.maxLength(50))),
  discount: v.exactOptional(discount),
  exemption: v.exactOptional(exemption),
} satisfies Fields<OpenSale>)

const parking = branded<ParkingId>()
const till = branded<TillId>()
const who = branded<PersonId>()

const entry: v.GenericSchema<unknown, ParkedEntry> = v.variant('kind', [
  v.strictObject({
    kind: v.literal('park'),
    parking,
    till,
    who,
    at,
    label: text(LONGEST_PARKED_LABEL),
    sale,
  } satisfies Fields<ParkEntry>),
  v.strictObject({ kind: v.literal('take'), parking, till, who, at } satisfies Fields<TakeEntry>),
  v.strictObject({
    kind: v.literal('sold'),
    sale: id,
    till,
    receipt: text(40),
    at,
  } satisfies Fields<SoldEntry>),
])

function never(): never {
  throw new RangeError('checked before')
}
