import { titleCase } from './names.mjs'
import { deterministic, markQuickKeys } from './plausible.mjs'

const MINIMUM_AGE = 21

/** By the state's category; where that says nothing of the drink (gift packs, special orders), by the description. */
const DEPARTMENTS = [
  ['Bourbon & Tennessee', /BOURBON|TENNESSEE|CORN WHISK/],
  ['Rye', /\bRYE\b/],
  ['Scotch', /SCOTCH|SINGLE MALT|ISLAY|SPEYSIDE|HIGHLAND/],
  ['Irish & Canadian Whiskey', /IRISH|CANADIAN/],
  ['Flavored Whiskey', /WHISKEY LIQUEUR/],
  ['Whiskey', /WHISK/],
  ['Flavored Vodka', /FLAVORED VODKA/],
  ['Vodka', /VODKA|NEUTRAL GRAIN/],
  ['Rum', /\bRUM\b|CACHACA/],
  ['Tequila & Mezcal', /TEQUILA|MEZCAL|AGAVE|REPOSADO|ANEJO/],
  ['Gin', /\bGINS?\b/],
  ['Brandy & Cognac', /BRAND(Y|IES)|COGNAC|ARMAGNAC|GRAPPA|PISCO|VSOP|CALVADOS/],
  ['Liqueurs & Schnapps', /LIQUEUR|SCHNAPPS|CORDIAL|TRIPLE SEC|AMARETTO|CREAM|AMARO|ABSINTHE/],
  ['Cocktails & Ready to Drink', /COCKTAIL|RTD|MARGARITA|MOJITO|MARTINI/],
]
const VAGUE_CATEGORY = /TEMPORARY|SPECIAL ORDER|IOWA SPIRITS|DISTILLED SPIRIT/
const WHEN_ONLY_VAGUE = [
  [/TEMPORARY/, 'Gift Packs'],
  [/IOWA/, 'Local Spirits'],
]
const NO_DEPARTMENT = 'Specialty Spirits'

/** Products that shops sell the most of, most asked for first: these come before others on the quick keys. */
const HOUSEHOLD_NAMES =
  /TITOS|FIREBALL|BLACK VELVET|JIM BEAM|JACK DANIEL|CAPTAIN MORGAN|BACARDI|JAMESON|CROWN ROYAL|MAKER|BULLEIT|SMIRNOFF|ABSOLUT|GREY GOOSE|PATRON|JOSE CUERVO|HENNESSY|TANQUERAY|BOMBAY|BAILEYS|KAHLUA|MALIBU|JAGERMEISTER|HORNITOS|GLENLIVET|JOHNNIE WALKER|MACALLAN|HAWKEYE|NEW AMSTERDAM|CAMPARI|APEROL|COINTREAU/

export function deriveLiquor(rows) {
  const skipped = {}
  const skip = why => {
    skipped[why] = (skipped[why] ?? 0) + 1
  }
  const products = []
  for (const row of rows) {
    const price = cents(row['State Bottle Retail'])
    if (row['Item Description'].trim() === '') skip('no description')
    else if (!(price > 0)) skip('no retail price')
    else if (!(Number(row['Bottle Volume (ml)']) > 0)) skip('no bottle volume')
    else if (/\bDISCO\b|USE CODE|\bDISCONTINUED\b/.test(row['Item Description'].toUpperCase()))
      skip('discontinued')
    else products.push(product(row, price))
  }
  markQuickKeys(products, product => product.rank)
  products.sort((one, other) => (one.code < other.code ? -1 : 1))
  return { products, skipped }
}

function product(row, price) {
  const description = row['Item Description'].toUpperCase()
  const volume = Number(row['Bottle Volume (ml)'])
  const random = deterministic(row['Item Number'])
  return {
    code: row['Item Number'].trim(),
    name: `${titleCase(plainDescription(description))} ${volumeText(volume)}`,
    department: departmentOf(row['Category Name'], description),
    price_minor: price,
    barcode: row.UPC.trim(),
    brand: vendorName(row['Vendor Name']),
    minimum_age: MINIMUM_AGE,
    cost_minor: cents(row['State Bottle Cost']),
    opening_stock:
      random() < 0.03 ? 0 : Math.round((price < 3000 ? 8 : 3) + random() * (price < 3000 ? 40 : 9)),
    quick_key: 0,
    tax: 'standard',
    rank:
      (HOUSEHOLD_NAMES.test(description) ? 1000 : 0) +
      (volume === 750 ? 100 : 0) -
      Math.abs(price - 2200) / 100,
  }
}

/** Without the state's marks (HA: highly allocated), trade abbreviations, and a volume that the name gets anyway. */
function plainDescription(description) {
  return description
    .replace(/^HA /, '')
    .replace(/\b(\d+) ?YR\b/g, '$1 YEAR')
    .replace(/\b(\d+) ?PRF\b/g, '$1 PROOF')
    .replace(/\bMINI$/, 'MINIATURE')
    .replace(/\b\d+ ?ML$/, '')
}

function departmentOf(category, description) {
  if (!VAGUE_CATEGORY.test(category)) return match(category) ?? NO_DEPARTMENT
  return (
    match(description) ?? WHEN_ONLY_VAGUE.find(([pattern]) => pattern.test(category))?.[1] ?? NO_DEPARTMENT
  )
}

function match(text) {
  return DEPARTMENTS.find(([, words]) => words.test(text))?.[0]
}

function cents(text) {
  return Math.round(Number(text) * 100)
}

function volumeText(millilitres) {
  return millilitres >= 1000 ? `${millilitres / 1000} L` : `${millilitres} ml`
}

/** `SAZERAC COMPANY  INC` -> `Sazerac`. */
function vendorName(vendor) {
  const short = vendor
    .replace(/\/.*$/, '')
    .replace(/[.,]/g, ' ')
    .replace(/\b(INC|LLC|LTD|CO|COMPANY|CORP|CORPORATION|USA|US|LP|DBA.*)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return titleCase(short === '' ? vendor : short)
}
