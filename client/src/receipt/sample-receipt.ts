import type { CurrencyCode } from '@evertill/crdt-model'
import { t } from '../i18n/translate.ts'
import type { Receipt, ReceiptLine } from '../local/receipt.ts'

export const SAMPLES = ['sale', 'refund'] as const
export type Sample = (typeof SAMPLES)[number]

/** A morning in November. */
const SAMPLE_AT = Date.UTC(2026, 10, 21, 10, 24)

/** A receipt that shows everything a receipt may say, in the language that is spoken: nothing of it was ever sold. */
export function sampleReceipt(kind: Sample, store: Receipt['store'], currency: CurrencyCode): Receipt {
  const sale: Receipt = {
    ...{ number: 'K1-000123', at: SAMPLE_AT, offsetMinutes: 0, store, currency },
    ...{ till: t('hardware.sample.till'), operator: 'Ana', proof: '3f9a1c07' },
    link: `https://shop.example/r#${'3f9a1c07'.repeat(4)}`,
    lines: LINES.map(({ name, ...line }) => ({ ...line, name: t(`hardware.sample.${name}`) })),
    subtotal: 1853,
    discounts: [{ source: 'promotion', name: t('hardware.sample.promotion'), amount: 295 }],
    taxes: [{ name: t('hardware.sample.tax'), rateMillionths: 200_000, included: true, net: 1544, tax: 309 }],
    ...{ taxAdded: 0, total: 1853, change: 147 },
    tenders: [
      {
        ...{ kind: 'card', amount: 1000, reference: '00004711' },
        slip: { scheme: 'Visa Debit', lastFour: '1234', aid: 'A0000000031010', approval: '123456' },
      },
      { kind: 'cash', amount: 1000 },
    ],
  }
  return kind === 'sale' ? withPromotionName(sale) : refundOf(sale)
}

/** The first of its goods comes back. */
function refundOf(sale: Receipt): Receipt {
  const { discounts: _, ...rest } = sale
  const [line] = sale.lines
  return {
    ...rest,
    number: 'K1-000124',
    lines: line
      ? [{ ...line, quantity: 1000, unitPrice: 295, listPrice: 295, amount: 295, discounts: [] }]
      : [],
    subtotal: 295,
    taxes: sale.taxes.map(tax => ({ ...tax, net: 246, tax: 49 })),
    ...{ total: 295, change: 0, tenders: [{ kind: 'cash', amount: 295 }] },
    purpose: { kind: 'refund', of: sale.number, reason: t('hardware.sample.reason') },
  }
}

function withPromotionName(sale: Receipt): Receipt {
  const name = t('hardware.sample.promotion')
  return {
    ...sale,
    lines: sale.lines.map(line =>
      line.discounts ? { ...line, discounts: line.discounts.map(each => ({ ...each, name })) } : line,
    ),
  }
}

type SampleLine = Omit<ReceiptLine, 'name'> & { readonly name: 'mugs' | 'cheese' | 'lamp' }

const LINES: readonly SampleLine[] = [
  {
    ...{ name: 'mugs', quantity: 3000, unitPrice: 295, listPrice: 295, amount: 590 },
    discounts: [{ source: 'promotion', name: '', amount: 295 }],
  },
  { name: 'cheese', quantity: 412, unit: 'kg', tare: 18, unitPrice: 1850, listPrice: 1850, amount: 763 },
  { name: 'lamp', quantity: 1000, unitPrice: 500, listPrice: 650, amount: 500, serial: 'LX-20931' },
]
