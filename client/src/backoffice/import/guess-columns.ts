/** What a column of an import may be. */
export const IMPORT_FIELDS = [
  'name',
  'sku',
  'barcode',
  'price',
  'department',
  'taxClass',
  'brand',
  'unit',
  'family',
  'variant',
] as const
export type ImportField = (typeof IMPORT_FIELDS)[number]

/** Which column of the file is which field: the column's index. */
export type ColumnMapping = { readonly [Field in ImportField]?: number }

/**
 * Header names by field, best first, as the exports of Shopify, Square, Loyverse, Lightspeed, SumUp, Open Source POS and
 * plain lists in English and Spanish write them; compared without case, accents and punctuation.
 */
const KNOWN_HEADERS: { readonly [Field in ImportField]: readonly string[] } = {
  name: [
    'name',
    'product name',
    'item name',
    'title',
    'product',
    'item',
    'description',
    'nombre',
    'producto',
    'articulo',
    'descripcion',
  ],
  sku: [
    'sku',
    'variant sku',
    'item code',
    'stock code',
    'stockcode',
    'product code',
    'code',
    'reference',
    'handle',
    'referencia',
    'codigo',
    'ref',
  ],
  barcode: [
    'barcode',
    'variant barcode',
    'gtin',
    'ean',
    'ean13',
    'upc',
    'codigo de barras',
    'codigo barras',
    'cod barras',
  ],
  price: [
    'price',
    'variant price',
    'retail price',
    'default price',
    'unit price',
    'selling price',
    'sale price',
    'precio',
    'precio de venta',
    'pvp',
    'precio venta',
  ],
  department: [
    'department',
    'category',
    'product category',
    'categories',
    'reporting category',
    'type',
    'group',
    'departamento',
    'categoria',
    'familia',
    'seccion',
  ],
  taxClass: [
    'tax class',
    'tax',
    'tax name',
    'tax rate',
    'vat',
    'vat rate',
    'tax code',
    'impuesto',
    'iva',
    'tipo de iva',
    'tipo impositivo',
  ],
  brand: ['brand', 'brand name', 'vendor', 'manufacturer', 'marca', 'fabricante', 'proveedor'],
  unit: ['unit', 'unit of measure', 'sold by', 'uom', 'unidad', 'unidad de medida', 'se vende por'],
  family: ['family', 'product family', 'parent', 'parent name', 'familia de variantes', 'producto padre'],
  // Never "variant" alone: exports have columns as "Variant Grams".
  variant: ['variant name', 'variant title', 'option1 value', 'variation name', 'variation', 'variante'],
}

/**
 * Guesses by header which column is which field. A header that is exactly a known name wins over one that merely
 * contains it, so that "Price (cost)" never shadows "Price"; each column is used once.
 */
export function guessColumns(headers: readonly string[]): ColumnMapping {
  const plain = headers.map(plainHeader)
  const mapping: { -readonly [Field in ImportField]?: number } = {}
  const taken = new Set<number>()
  const take = (field: ImportField, index: number) => {
    if (index < 0 || mapping[field] !== undefined) return
    mapping[field] = index
    taken.add(index)
  }
  // By rank first: an exact "name" in one column must not lose to "item" in an earlier one.
  const ranks = Math.max(...IMPORT_FIELDS.map(field => KNOWN_HEADERS[field].length))
  for (let rank = 0; rank < ranks; rank++) {
    for (const field of IMPORT_FIELDS) {
      const known = KNOWN_HEADERS[field][rank]
      if (known !== undefined)
        take(
          field,
          plain.findIndex((header, index) => header === known && !taken.has(index)),
        )
    }
  }
  for (const field of IMPORT_FIELDS) {
    take(
      field,
      plain.findIndex((header, index) => !taken.has(index) && isVariantOf(header, KNOWN_HEADERS[field])),
    )
  }
  return mapping
}

/** A known name with a store or a unit after it, as in "Price [Main Street]"; never a cost or a compare-at price. */
function isVariantOf(header: string, known: readonly string[]): boolean {
  if (/\b(cost|compare|takeaway|online|old|coste|compra|antes)\b/.test(header)) return false
  return known.some(name => name.length > 2 && header.startsWith(`${name} `))
}

function plainHeader(header: string): string {
  return header
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}
