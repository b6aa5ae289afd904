import type { StoreRow } from '../local/database.ts'
import type { Receipt } from '../local/receipt.ts'

/** What a receipt keeps of its store: the words that hold when it is made. */
export function storeOnReceipt(store: StoreRow): Receipt['store'] {
  const { name, address, receiptFooter: footer, receiptHeader: header, receiptLegal: legal } = store
  return { name, address: [...address], footer, ...(header && { header }), ...(legal && { legal }) }
}
