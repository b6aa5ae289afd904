import { type FieldRule, parsed } from './field-rule.ts'

/** The languages that receipts and letters are written in. */
export const SPOKEN_LANGUAGES = ['en', 'es'] as const
export type SpokenLanguage = (typeof SPOKEN_LANGUAGES)[number]

/** A language, or null where nobody chose one. */
export function spokenLanguage(): FieldRule<SpokenLanguage | null> {
  return parsed<SpokenLanguage | null>({
    fallback: null,
    required: false,
    problem: 'not-a-choice',
    parse: value => (value === null ? null : SPOKEN_LANGUAGES.find(language => language === value)),
  })
}
