import { priceSale } from '../sale/price-sale.ts'
import type { OpenSale, PricingContext } from '../sale/sale.ts'
import type { ReturnedGoods } from './return-goods.ts'

/**
 * What goods are worth that come back without a receipt: what they are rung up at now, with today's taxes and without
 * promotions, which nobody can say they were bought under. SPEC X7.
 *
 * @param rung the goods, rung up like a sale
 * @param restocked the ids of lines that go back on the shelf
 */
export function goodsWithoutReceipt(
  rung: OpenSale,
  restocked: ReadonlySet<string>,
  context: PricingContext,
): ReturnedGoods {
  const totals = priceSale(rung, { ...context, promotions: [] })
  return {
    currency: rung.currency,
    lines: rung.lines.map((line, i) => ({
      item:
        line.product === null
          ? { kind: 'unlisted', name: line.name }
          : { kind: 'product', product: line.product },
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      listPrice: line.listPrice,
      amount: totals.lines[i]?.amount ?? 0,
      taxes: totals.lines[i]?.taxes ?? [],
      ...(line.serial ? { serial: line.serial } : {}),
      ...(line.depositOf === undefined ? {} : { deposit: true as const }),
    })),
    taxes: totals.taxes,
    total: totals.total,
    origins: rung.lines.map(({ id }) => ({ line: null, restock: restocked.has(id) })),
  }
}
