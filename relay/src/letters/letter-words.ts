import {
  type CurrencyCode,
  minorUnits,
  NO_CURRENCY,
  ONE_PIECE,
  parseCurrency,
  type SpokenLanguage,
  type TenderKind,
  type Unit,
} from '@evertill/crdt-model'
import i18next from 'i18next'
import { en, type LetterTexts } from './words/en.ts'
import { es } from './words/es.ts'

type Leaf<Texts> = {
  [Key in keyof Texts & string]: Texts[Key] extends string ? Key : `${Key}.${keyof Texts[Key] & string}`
}[keyof Texts & string]
export type LetterKey = Leaf<LetterTexts>

const instance = i18next.createInstance({
  lng: 'en',
  fallbackLng: false,
  resources: { en: { translation: en }, es: { translation: es } },
  // What is written as HTML is escaped there.
  interpolation: { escapeValue: false },
  initAsync: false,
})
void instance.init()

/** Words, amounts and times of a letter, in its language. */
export interface LetterSpeech {
  say(key: LetterKey, values?: Readonly<Record<string, string>>): string
  /** @param minor minor units of the receipt's currency */
  money(minor: number): string
  /** @param millionths of one */
  rate(millionths: number): string
  /** @param thousandths of the unit */
  quantity(thousandths: number, unit: Unit): string
  time(at: number): string
}

/** @param timeZone IANA: times are the store's */
export function speechOf(language: SpokenLanguage, currencyText: string, timeZone: string): LetterSpeech {
  const currency = parseCurrency(currencyText) ?? NO_CURRENCY
  const digits = minorUnits(currency)
  const money = moneyFormat(language, currency, digits)
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 4 })
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 3 })
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone })
  return {
    say: (key, values = {}) => instance.t(key, { ...values, lng: language }),
    money: minor => money.format(minor / 10 ** digits),
    rate: millionths => percent.format(millionths / 1_000_000),
    quantity: (thousandths, unit) => {
      const written = number.format(thousandths / ONE_PIECE)
      return unit === 'piece' ? written : `${written} ${unit}`
    },
    time: at => time.format(at),
  }
}

/** A way of paying that a version to come may know and this one does not is called by what it is in the journal. */
export function tenderName({ say }: LetterSpeech, kind: string): string {
  return isTender(kind) ? say(`tender.${kind}`) : kind
}

function isTender(kind: string): kind is TenderKind {
  return Object.hasOwn(en.tender, kind)
}

function moneyFormat(language: SpokenLanguage, currency: CurrencyCode, digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}
