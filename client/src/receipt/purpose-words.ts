import type { Tender } from '@evertill/crdt-model'
import { t } from '../i18n/translate.ts'
import type { ReceiptPurpose } from '../local/receipt.ts'
import { type KnownTender, tenderWords } from './tender-words.ts'

/** What a receipt is of in large letters; undefined on a sale's. */
export function purposeTitle(purpose: ReceiptPurpose | undefined): string | undefined {
  return purpose && t(`till.receipt.purpose.${purpose.kind}`)
}

/** Which receipt it takes back, and why. */
export function purposeFacts(purpose: ReceiptPurpose | undefined): { name: string; value: string }[] {
  if (purpose === undefined) return []
  const { of, reason } = purpose
  return [
    { name: t('till.receipt.takesBack'), value: of ?? t('till.receipt.withoutReceipt') },
    { name: t('till.receipt.reason'), value: reason },
  ]
}

/** What the total is called: what went back is no takings. */
export function totalWords(purpose: ReceiptPurpose | undefined): string {
  return t(takesAllBack(purpose) ? 'till.receipt.totalBack' : 'till.receipt.total')
}

/** What a tender is called: taken, or paid back. */
export function tenderNameOn(purpose: ReceiptPurpose | undefined, tender: KnownTender): string {
  return takesAllBack(purpose) ? paidBackWords(tender) : tenderWords(tender)
}

/** A tender in which something went back to the customer. */
export function paidBackWords(tender: KnownTender): string {
  return t('till.receipt.paidBack', { tender: tenderWords(tender) })
}

/** What goes back to the customer of an exchange. */
export function paidOutOf(purpose: ReceiptPurpose | undefined): Tender[] {
  if (purpose?.kind !== 'exchange') return []
  return purpose.returned.tenders.filter(({ kind }) => kind !== 'exchange')
}

function takesAllBack(purpose: ReceiptPurpose | undefined): boolean {
  return purpose?.kind === 'refund' || purpose?.kind === 'void'
}
