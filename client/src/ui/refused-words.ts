import { t } from '../i18n/translate.ts'

const CODES = [
  'malformedFrame',
  'tooLarge',
  'foreignClient',
  'clockGap',
  'foreignDeletion',
  'readOnly',
] as const

/** In a sentence, why the server did not take what a device holds of a document. @param code of its refusal */
export function refusedWords(code: string): string {
  const known = CODES.find(each => each === code)
  return t(`ui.refused.what.${known ?? 'other'}`)
}
