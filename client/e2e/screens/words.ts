import { account as accountEn } from '../../src/i18n/en/account.ts'
import { office as officeEn } from '../../src/i18n/en/office.ts'
import { setup as setupEn } from '../../src/i18n/en/setup.ts'
import { terms as termsEn } from '../../src/i18n/en/terms.ts'
import { till as tillEn } from '../../src/i18n/en/till.ts'
import { ui as uiEn } from '../../src/i18n/en/ui.ts'
import { account as accountEs } from '../../src/i18n/es/account.ts'
import { office as officeEs } from '../../src/i18n/es/office.ts'
import { setup as setupEs } from '../../src/i18n/es/setup.ts'
import { terms as termsEs } from '../../src/i18n/es/terms.ts'
import { till as tillEs } from '../../src/i18n/es/till.ts'
import { ui as uiEs } from '../../src/i18n/es/ui.ts'
import type { Language } from '../../src/i18n/languages.ts'

/** The words by which the camera finds its way, in the language on screen. */
export const WORDS = {
  en: { account: accountEn, till: tillEn, office: officeEn, setup: setupEn, terms: termsEn, ui: uiEn },
  es: { account: accountEs, till: tillEs, office: officeEs, setup: setupEs, terms: termsEs, ui: uiEs },
} as const satisfies Record<Language, unknown>

export type Words = (typeof WORDS)[Language]

/** A text with its blanks filled in by anything: for finding what it labels. */
export function like(text: string): RegExp {
  const parts = text.split(/\{\{\w+\}\}/)
  return new RegExp(parts.map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+'))
}
