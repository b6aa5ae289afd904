import { readFileSync } from 'node:fs'
import {
  type DepartmentId,
  type Fields,
  gtinCheckDigit,
  productFields,
  type TaxClassId,
} from '@evertill/crdt-model'
import Papa from 'papaparse'

/** A product to be written, under an id of its own. */
export interface SyntheticProduct {
  readonly record: string
  readonly fields: Fields
  readonly barcode: string
  readonly name: string
}

const SIZES = [
  'Small',
  'Medium',
  'Large',
  'Blue',
  'Red',
  'Green',
  'Ivory',
  'Gold',
  'Set of 2',
  'Set of 4',
  'Refill',
  'Mini',
]

/**
 * Products like the demo shop's, as many as wanted: its gifts in sizes and colours, each with a valid GTIN-13 from
 * the range that is kept for use within a shop.
 *
 * @param start the number of the first one; runs that do not overlap make different products
 */
export function syntheticProducts(
  options: { readonly start: number; readonly count: number } & {
    readonly departments: readonly DepartmentId[]
    readonly taxClass: TaxClassId
  },
): SyntheticProduct[] {
  const gifts = demoGifts()
  return Array.from({ length: options.count }, (_, offset) => {
    const number = options.start + offset
    const gift = gifts[number % gifts.length] ?? { name: 'Gift', price: 100 }
    const barcode = gtin13(number)
    const name = `${gift.name} ${SIZES[Math.floor(number / gifts.length) % SIZES.length]} ${number}`
    const department = options.departments[number % options.departments.length] ?? null
    const fields = productFields({
      name,
      sku: `S${number}`,
      barcodes: [barcode],
      price: gift.price,
      department,
      taxClass: options.taxClass,
    })
    return { record: `bench${String(number).padStart(7, '0')}`, fields, barcode, name }
  })
}

function gtin13(number: number): string {
  const body = `20${String(number).padStart(10, '0')}`
  return `${body}${gtinCheckDigit(body)}`
}

function demoGifts(): { name: string; price: number }[] {
  const text = readFileSync(new URL('../../relay/demo/gifts.csv', import.meta.url), 'utf8')
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true })
  return data.map(row => ({ name: row.name ?? '', price: Number(row.price_minor) }))
}
