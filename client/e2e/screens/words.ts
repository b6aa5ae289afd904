import { office as officeEn } from '../../src/i18n/en/office.ts'
import { setup as setupEn } from '../../src/i18n/en/setup.ts'
import { till as tillEn } from '../../src/i18n/en/till.ts'
import { office as officeEs } from '../../src/i18n/es/office.ts'
import { setup as setupEs } from '../../src/i18n/es/setup.ts'
import { till as tillEs } from '../../src/i18n/es/till.ts'
import type { Language } from '../../src/i18n/languages.ts'

/** The words by which the camera finds its way, in the language on screen. */
export const WORDS = {
  en: { till: tillEn, office: officeEn, setup: setupEn },
  es: { till: tillEs, office: officeEs, setup: setupEs },
} as const satisfies Record<Language, unknown>

export type Words = (typeof WORDS)[Language]

/** A text with its blanks filled in by anything: for finding what it labels. */
export function like(text: string): RegExp {
  const parts = text.split(/\{\{\w+\}\}/)
  return new RegExp(parts.map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+'))
}
