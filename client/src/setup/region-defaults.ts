/** What a shop of a region most likely wants: offered in the form, to be changed at will. */
export interface RegionDefaults {
  readonly currency: string
  readonly taxName: string
  /** Percent as typed; empty where it differs from town to town. */
  readonly taxPercent: string
  readonly taxIncluded: boolean
}

const vat = (currency: string, taxName: string, taxPercent: string): RegionDefaults => ({
  currency,
  taxName,
  taxPercent,
  taxIncluded: true,
})

/** Standard rates as of 2026, by ISO 3166 region. */
const REGIONS: { readonly [region: string]: RegionDefaults } = {
  GB: vat('GBP', 'VAT', '20'),
  IE: vat('EUR', 'VAT', '23'),
  ES: vat('EUR', 'IVA', '21'),
  PT: vat('EUR', 'IVA', '23'),
  FR: vat('EUR', 'TVA', '20'),
  BE: vat('EUR', 'TVA', '21'),
  NL: vat('EUR', 'btw', '21'),
  DE: vat('EUR', 'MwSt', '19'),
  AT: vat('EUR', 'USt', '20'),
  IT: vat('EUR', 'IVA', '22'),
  MX: vat('MXN', 'IVA', '16'),
  AR: vat('ARS', 'IVA', '21'),
  CL: vat('CLP', 'IVA', '19'),
  CO: vat('COP', 'IVA', '19'),
  PE: vat('PEN', 'IGV', '18'),
  UY: vat('UYU', 'IVA', '22'),
  AU: vat('AUD', 'GST', '10'),
  NZ: vat('NZD', 'GST', '15'),
  ZA: vat('ZAR', 'VAT', '15'),
  US: { currency: 'USD', taxName: 'Sales tax', taxPercent: '', taxIncluded: false },
  CA: { currency: 'CAD', taxName: 'GST', taxPercent: '5', taxIncluded: false },
}

/** Where a language says no region. */
const LANGUAGE_REGION: { readonly [language: string]: string } = { en: 'GB', es: 'ES' }

/** @param locale a BCP 47 tag such as `en-GB`. */
export function defaultsFor(locale: string): RegionDefaults {
  const [language = 'en', ...rest] = locale.split('-')
  const region = rest.find(part => /^[A-Z]{2}$/i.test(part))?.toUpperCase()
  const known = region === undefined ? undefined : REGIONS[region]
  const fallback = REGIONS[LANGUAGE_REGION[language.toLowerCase()] ?? 'GB']
  return known ?? fallback ?? vat('GBP', 'VAT', '20')
}
