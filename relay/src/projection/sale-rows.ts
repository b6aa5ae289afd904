import {
  type Discount,
  type EntryReference,
  type ReturnedLine,
  receiptNumber,
  type SaleEvent,
  type SaleEventLine,
  soldOntoAccounts,
  type TaxExemption,
} from '@evertill/crdt-model'
import {
  type EntryKey,
  type LineDetails,
  type Rows,
  type SaleKey,
  type SaleLineRow,
  type SaleRow,
  storableText,
} from './tables.ts'

/** The entry that rows are made of. */
export interface RowSource {
  readonly key: EntryKey
  readonly tillCode: string
  readonly at: number
  readonly offsetMinutes: number
  readonly clockOffset: number | null
  readonly operator: string | null
  readonly hash: string
  readonly linkHash: string
}

/** A sale of an entry, and what the entry does with it. */
export interface SalePart {
  readonly kind: SaleRow['kind']
  readonly sale: SaleEvent
  readonly part: number
  /** Of a refund or void. */
  readonly reason: string | null
  /** The sale that a refund or void takes back. */
  readonly of?: EntryReference | null
  /** Of a refund: where each of its lines comes from. */
  readonly origins?: readonly ReturnedLine[]
}

/** Adds the rows of a sale; a refund or a void has its quantities and amounts below 0. */
export function addSale(rows: Rows, source: RowSource, salePart: SalePart): void {
  const { kind, sale, part, reason, of = null, origins = [] } = salePart
  const key: SaleKey = { ...source.key, part }
  // + 0: there is no negative nothing.
  const signed = (amount: number) => (kind === 'sale' ? amount : -amount) + 0
  rows.sales.push({
    ...key,
    kind,
    at: source.at,
    offset_minutes: source.offsetMinutes,
    clock_offset: source.clockOffset,
    operator: source.operator,
    receipt: receiptNumber(source.tillCode, key.epoch, key.number),
    currency: sale.currency,
    subtotal: signed(sum(sale.lines.map(line => line.amount))),
    tax_added: signed(sum(sale.taxes.filter(tax => !tax.included).map(tax => tax.tax))),
    tax_included: signed(sum(sale.taxes.filter(tax => tax.included).map(tax => tax.tax))),
    total: signed(sale.total),
    sold_onto_accounts: signed(soldOntoAccounts(sale)),
    tendered: signed(sum(sale.tenders.map(tender => tender.amount))),
    change: signed(sale.change),
    line_count: sale.lines.length,
    age_checked: sale.ageChecked,
    discount: signed(sum((sale.discounts ?? []).map(discount => discount.amount))),
    tip: signed(sale.tip ?? 0),
    rounding: signed(sale.rounding ?? 0),
    customer: sale.customer ?? null,
    reason: reason === null ? null : storableText(reason),
    hash: source.hash,
    link_hash: source.linkHash,
    of_till: of?.till ?? null,
    of_epoch: of?.epoch ?? null,
    of_number: of?.number ?? null,
    coupons: kind === 'refund' ? [] : (sale.coupons ?? []).map(storableText),
  })
  addLines(rows, key, { sale, origins, signed })
  addTaxes(rows, key, sale, signed)
  sale.tenders.forEach((tender, position) => {
    const foreign = tender.kind === 'foreign-cash' ? tender : null
    rows.sale_tenders.push({
      ...key,
      position,
      currency: sale.currency,
      kind: tender.kind,
      amount: signed(tender.amount),
      handed_currency: foreign?.currency ?? null,
      handed: foreign === null ? null : signed(foreign.handed),
      // What stands in a journal's slip is storable by its rule. SPEC E10.
      slip: tender.kind === 'card' ? (tender.slip ?? null) : null,
    })
  })
}

type Signed = (amount: number) => number

function addLines(
  rows: Rows,
  key: SaleKey,
  {
    sale,
    origins,
    signed,
  }: { readonly sale: SaleEvent; readonly origins: readonly ReturnedLine[]; readonly signed: Signed },
): void {
  sale.lines.forEach((line, index) => {
    const { item, quantity, unitPrice, listPrice, amount, taxes } = line
    rows.sale_lines.push({
      ...key,
      line: index,
      of_line: origins[index]?.line ?? null,
      product: item.kind === 'product' ? item.product : null,
      name: item.kind === 'unlisted' ? storableText(item.name) : null,
      quantity: signed(quantity),
      unit_price: unitPrice,
      list_price: listPrice,
      amount: signed(amount),
      taxes,
      discounts: lineDiscounts(line, sale.discounts ?? [], signed),
      details: lineDetails(line, sale.exemptions ?? [], signed),
    })
  })
}

/** Those of the line by what gave them: it knows them as positions in the sale's. */
function lineDiscounts(
  line: SaleEventLine,
  discounts: readonly Discount[],
  signed: Signed,
): SaleLineRow['discounts'] {
  return (line.discounts ?? []).flatMap(([position, amount]) => {
    const source = discounts[position]?.source
    if (source === undefined) return []
    const promotion = source.kind === 'promotion' ? source.promotion : null
    return { source: source.kind, promotion, amount: signed(amount) }
  })
}

/** What the journal says of a line beside its price: only what there is. */
function lineDetails(
  { serial, note, tare, deposit, exemption, exempted }: SaleEventLine,
  exemptions: readonly TaxExemption[],
  signed: Signed,
): LineDetails {
  const granted = exemption === undefined ? undefined : exemptions[exemption]
  return {
    ...(serial ? { serial: storableText(serial) } : {}),
    ...(note ? { note: storableText(note) } : {}),
    ...(tare ? { tare } : {}),
    ...(deposit ? { deposit } : {}),
    ...(granted ? { exemption: storableExemption(granted) } : {}),
    ...(exempted ? { exempted: signed(exempted) } : {}),
  }
}

function storableExemption({ reason, certificate }: TaxExemption): NonNullable<LineDetails['exemption']> {
  return { reason: storableText(reason), certificate: storableText(certificate) }
}

function addTaxes(rows: Rows, key: SaleKey, sale: SaleEvent, signed: Signed): void {
  sale.taxes.forEach(({ name, rateMillionths, included, net, tax }, position) => {
    rows.sale_taxes.push({
      ...key,
      position,
      currency: sale.currency,
      name: storableText(name),
      rate_millionths: rateMillionths,
      included,
      net: signed(net),
      tax: signed(tax),
    })
  })
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
