import { type CatalogId, type ProductId, parseCurrency } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import type { ProductRow } from '../../local/database.ts'
import { cellText, readCell, TEXT_FIELDS, type TextField } from './product-cells.ts'

const pounds = parseCurrency('GBP')
if (pounds === undefined) throw new Error('pounds are a currency')

const row: ProductRow = {
  id: 'p' as ProductId,
  catalog: 'c' as CatalogId,
  name: 'Tea',
  sku: 'T1',
  barcodes: ['5012345678900', '96385074'],
  scanKeys: [],
  price: 1_250,
  department: null,
  taxClass: null,
  brand: 'Assam',
  minimumAge: 18,
  archived: false,
  quickKey: false,
  tileOrder: '',
  family: 'Teas',
  variant: '250 g',
  tare: 15,
  conflicts: [],
}

describe('cells of the product table', () => {
  it('an unchanged text means the value that is there', () => {
    for (const field of TEXT_FIELDS) {
      const reading = readCell(field, cellText(field, row, pounds), pounds)
      expect(reading).toEqual({ ok: true, values: { [field]: row[field] } })
    }
  })

  it('an emptied text is no price, no barcode, no age', () => {
    expect(readCell('price', ' ', pounds)).toEqual({ ok: true, values: { price: null } })
    expect(readCell('barcodes', '', pounds)).toEqual({ ok: true, values: { barcodes: [] } })
    expect(readCell('minimumAge', '', pounds)).toEqual({ ok: true, values: { minimumAge: 0 } })
  })

  it.each<[TextField, string, string]>([
    ['name', '  ', 'required'],
    ['name', 'x'.repeat(201), 'too-long'],
    ['price', 'cheap', 'not-a-price'],
    ['price', '-1', 'negative'],
    ['price', '1.005', 'not-asked'],
    ['barcodes', '5012345678901', 'wrong-check-digit'],
    ['barcodes', '5012345678900 5012345678901', 'wrong-check-digit'],
    ['minimumAge', '18.5', 'not-a-number'],
    ['minimumAge', '121', 'not-a-number'],
    ['tare', '0.0155', 'not-a-number'],
  ])('%s %j is refused or read exactly', (field, text, problem) => {
    const reading = readCell(field, text, pounds)
    // One mark and three digits are thousands: never a price rounded in silence.
    if (problem === 'not-asked') expect(reading).toEqual({ ok: true, values: { price: 100_500 } })
    else expect(reading).toEqual({ ok: false, problem })
  })

  it('takes barcodes of the shop’s own', () => {
    expect(readCell('barcodes', 'SHELF-7', pounds)).toEqual({ ok: true, values: { barcodes: ['SHELF-7'] } })
  })
})
