import type { CurrencyCode } from './money.ts'

/** ISO 4217 codes of circulating currencies by their number of decimal places. Recently replaced ones stay. */
const CODES_BY_MINOR_UNITS: readonly (readonly [minorUnits: number, codes: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'],
  [
    2,
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY ' +
      'COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ' +
      'ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK ' +
      'MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP ' +
      'SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ' +
      'ZMW ZWG',
  ],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
]

const MINOR_UNITS: ReadonlyMap<string, number> = new Map(
  CODES_BY_MINOR_UNITS.flatMap(([units, codes]) => codes.split(' ').map(code => [code, units] as const)),
)

/** ISO 4217's code for "no currency": what a record without a readable currency is shown in. */
export const NO_CURRENCY = brand('XXX')

/** All codes that `parseCurrency` takes, in alphabetical order. */
export const CURRENCY_CODES: readonly CurrencyCode[] = [...MINOR_UNITS.keys()].sort().map(brand)

/** The text as a currency code, in any case and with blanks around it, or undefined when it is none. SPEC M3. */
export function parseCurrency(text: string): CurrencyCode | undefined {
  const code = text.trim().toUpperCase()
  return MINOR_UNITS.has(code) ? brand(code) : undefined
}

/** How many decimal places the currency has: 0 to 3. SPEC M3. */
export function minorUnits(currency: CurrencyCode): number {
  return MINOR_UNITS.get(currency) ?? 2
}

/** The only cast to a currency code: every caller has a code of the table above, or ISO's `XXX`. */
function brand(code: string): CurrencyCode {
  return code as CurrencyCode
}
