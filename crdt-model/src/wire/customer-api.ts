import * as v from 'valibot'
import { id as apiId, epochMs } from './api-fields.ts'
import { currencyText, minorUnits, thousandths } from './api-values.ts'

/**
 * GET /api/customers/<id>/sales — what a customer bought in the store of the till that asks, the newest first. Only for
 * tills, and only what a cashier needs to help a customer: not who served them, nor how they paid.
 */
export const customerSalesReply = v.object({
  sales: v.array(
    v.object({
      /** What takes a sale back has its quantities and amounts below 0. */
      kind: v.picklist(['sale', 'refund', 'void']),
      receipt: v.string(),
      at: epochMs,
      currency: currencyText,
      total: minorUnits,
      items: v.array(
        v.object({
          product: v.nullable(apiId),
          /** Of an item that is not on file; otherwise null. */
          name: v.nullable(v.string()),
          quantity: thousandths,
          amount: minorUnits,
        }),
      ),
    }),
  ),
})
export type CustomerSales = v.InferOutput<typeof customerSalesReply>
