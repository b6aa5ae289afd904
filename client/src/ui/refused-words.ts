import { asCopyRefusal } from '@evertill/crdt-model'
import { t } from '../i18n/translate.ts'

/** In a sentence, why the server did not take what a device holds of a document. @param code of its refusal */
export function refusedWords(code: string): string {
  return t(`ui.refused.what.${asCopyRefusal(code) ?? 'other'}`)
}
