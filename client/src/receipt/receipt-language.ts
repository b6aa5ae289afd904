import type { SpokenLanguage } from '@evertill/crdt-model'
import type { Language } from '../i18n/languages.ts'
import type { StoreRow } from '../local/database.ts'
import type { Receipt } from '../local/receipt.ts'

/**
 * What a receipt says its language is: that of who bought, else the store's choice. Nothing where that is the language on
 * screen, which whoever makes the receipt does not know. SPEC U3.
 */
export function languageOnReceipt(
  { receiptLanguage = 'till' }: Pick<StoreRow, 'receiptLanguage'>,
  buyers: SpokenLanguage | null | undefined,
): Pick<Receipt, 'language'> {
  if (buyers) return { language: buyers }
  return receiptLanguage === 'till' ? {} : { language: receiptLanguage }
}

/** What a receipt is written in: what it says, else what its store chose, else the language on screen. SPEC U3. */
export function languageOfReceipt(
  receipt: Pick<Receipt, 'language'>,
  store: Pick<StoreRow, 'receiptLanguage'>,
  onScreen: Language,
): Language {
  return receipt.language ?? languageOnReceipt(store, null).language ?? onScreen
}
