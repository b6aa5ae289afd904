import type { LinkedReceiptReply, MeasuredUnit } from '@evertill/crdt-model'
import { receiptOf } from '../receipt/receipt-of-sale.ts'
import type { PaperReceipt } from '../receipt/receipt-paper.tsx'

/** The paper of a receipt that was asked for by its link, where nothing is known but what the answer says. */
export function guestReceipt({
  sale,
  store,
  till,
  servedBy,
  products,
  promotions,
}: LinkedReceiptReply): PaperReceipt {
  const unitOf = (id: string): MeasuredUnit | undefined => {
    const unit = products[id]?.unit
    return unit === 'piece' ? undefined : unit
  }
  const { name, address, header, footer, legal } = store
  return receiptOf(
    // Whose ids they are is told to nobody: the names stand beside.
    { ...sale, store: '', till: '', cashier: null, hash: sale.proof },
    {
      product: id => products[id]?.name ?? '',
      unit: unitOf,
      promotion: id => promotions[id] ?? '',
      store: () => ({ name, address, footer, ...(header && { header }), ...(legal && { legal }) }),
      till: () => till,
      cashier: () => servedBy,
    },
  )
}
