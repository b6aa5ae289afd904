import { t } from '../i18n/translate.ts'
import type { ReceiptPurpose, ReturnedPart } from '../local/receipt.ts'
import { type KnownTender, tenderWords } from './tender-words.ts'

/** What a receipt is of, with as much of its tenders as is known. */
export type PaperPurpose =
  | Exclude<ReceiptPurpose, { kind: 'exchange' }>
  | (Omit<Extract<ReceiptPurpose, { kind: 'exchange' }>, 'returned'> & {
      readonly returned: Omit<ReturnedPart, 'tenders'> & { readonly tenders: readonly KnownTender[] }
    })

/** What a receipt is of in large letters; undefined on a sale's. */
export function purposeTitle(purpose: PaperPurpose | undefined): string | undefined {
  return purpose && t(`till.receipt.purpose.${purpose.kind}`)
}

/** Which receipt it takes back, and why. */
export function purposeFacts(purpose: PaperPurpose | undefined): { name: string; value: string }[] {
  if (purpose === undefined) return []
  const { of, reason } = purpose
  return [
    { name: t('till.receipt.takesBack'), value: of ?? t('till.receipt.withoutReceipt') },
    { name: t('till.receipt.reason'), value: reason },
  ]
}

/** What the total is called: what went back is no takings. */
export function totalWords(purpose: PaperPurpose | undefined): string {
  return t(takesAllBack(purpose) ? 'till.receipt.totalBack' : 'till.receipt.total')
}

/** What a tender is called: taken, or paid back. */
export function tenderNameOn(purpose: PaperPurpose | undefined, tender: KnownTender): string {
  return takesAllBack(purpose) ? paidBackWords(tender) : tenderWords(tender)
}

/** A tender in which something went back to the customer. */
export function paidBackWords(tender: KnownTender): string {
  return t('till.receipt.paidBack', { tender: tenderWords(tender) })
}

/** What goes back to the customer of an exchange. */
export function paidOutOf(purpose: PaperPurpose | undefined): readonly KnownTender[] {
  if (purpose?.kind !== 'exchange') return []
  return purpose.returned.tenders.filter(({ kind }) => kind !== 'exchange')
}

function takesAllBack(purpose: PaperPurpose | undefined): boolean {
  return purpose?.kind === 'refund' || purpose?.kind === 'void'
}
