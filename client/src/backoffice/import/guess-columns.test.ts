import { describe, expect, it } from 'vitest'
import { guessColumns, IMPORT_FIELDS } from './guess-columns.ts'

/** The mapping as header names, for reading. */
function guessed(line: string) {
  const headers = line.split(',')
  const mapping = guessColumns(headers)
  return Object.fromEntries(
    IMPORT_FIELDS.flatMap(field => (mapping[field] === undefined ? [] : [[field, headers[mapping[field]]]])),
  )
}

describe('guessing columns by header', () => {
  it.each([
    [
      'Shopify',
      'Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Variant SKU,Variant Price,Variant Compare At Price,Variant Barcode,Cost per item',
      {
        name: 'Title',
        sku: 'Variant SKU',
        barcode: 'Variant Barcode',
        price: 'Variant Price',
        department: 'Product Category',
        brand: 'Vendor',
      },
    ],
    [
      'Square',
      'Token,Item Name,Variation Name,SKU,Description,Categories,Reporting Category,GTIN,Price,Online Sale Price',
      { name: 'Item Name', sku: 'SKU', barcode: 'GTIN', price: 'Price', department: 'Categories' },
    ],
    [
      'Loyverse',
      'Handle,SKU,Name,Category,Cost,Barcode,Available for sale [Main],Price [Main],In stock [Main]',
      { name: 'Name', sku: 'SKU', barcode: 'Barcode', price: 'Price [Main]', department: 'Category' },
    ],
    [
      'Lightspeed',
      'id,handle,sku,name,description,product_category,supply_price,retail_price,tax_name,tax_value,brand_name',
      {
        name: 'name',
        sku: 'sku',
        price: 'retail_price',
        department: 'product_category',
        taxClass: 'tax_name',
        brand: 'brand_name',
      },
    ],
    [
      'a Spanish list',
      'Código,Descripción,Código de barras,P.V.P.,Familia,IVA,Marca',
      {
        name: 'Descripción',
        sku: 'Código',
        barcode: 'Código de barras',
        department: 'Familia',
        taxClass: 'IVA',
        brand: 'Marca',
      },
    ],
  ])('knows %s', (_system, line, expected) => {
    expect(guessed(line)).toMatchObject(expected)
  })

  it('never takes a cost for a price', () => {
    expect(guessed('Name,Price (cost),Price')).toEqual({ name: 'Name', price: 'Price' })
    expect(guessed('Name,Price (cost)')).toEqual({ name: 'Name' })
  })

  it('leaves out what it does not know', () => {
    expect(guessed('Colour,Size')).toEqual({})
  })
})
