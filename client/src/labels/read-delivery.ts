import Papa from 'papaparse'

/** A line of a delivery note. */
export interface DeliveryLine {
  /** Of the file, from 1. */
  readonly line: number
  readonly code: string
  /** As it was delivered, thousandths. */
  readonly quantity: number
}

export interface Delivery {
  readonly lines: readonly DeliveryLine[]
  /** Lines without a code or a quantity. */
  readonly bad: readonly number[]
}

const CODE_HEADING = /bar ?code|gtin|ean|upc|sku|c[oó]digo|code|art[ií]c|item|ref/i
const QUANTITY_HEADING = /qty|quant|cantidad|recib|received|deliver|units|unidades|pieces|copies|copias/i

/**
 * Reads a delivery note as suppliers send it and people type it: a table with headings, or lines of a code and how many
 * of it came. Headings are found by their words; without them the first column is the code and the last the quantity.
 */
export function readDelivery(text: string): Delivery {
  const bare = text.replace(/^\uFEFF/, '')
  const rows = Papa.parse<string[]>(bare, { delimiter: delimiterOf(bare) }).data
  const found = columnsOf(rows[0] ?? [])
  const lines: DeliveryLine[] = []
  const bad: number[] = []
  rows.forEach((cells, index) => {
    const isEmpty = cells.every(cell => cell.trim() === '')
    if (isEmpty || (index === 0 && found !== undefined)) return
    const code = (cells[found?.code ?? 0] ?? '').trim()
    const said = cells.length === 1 ? '1' : (cells[found?.quantity ?? cells.length - 1] ?? '')
    const quantity = readQuantity(said)
    if (code === '' || quantity === undefined) bad.push(index + 1)
    else lines.push({ line: index + 1, code, quantity })
  })
  return { lines, bad }
}

/**
 * How many labels a delivered quantity needs: one for each piece, and for what is weighed or measured one.
 * @param quantity thousandths. SPEC B16.
 */
export function copiesFor(quantity: number, isMeasured: boolean): number {
  if (quantity <= 0) return 0
  return isMeasured ? 1 : Math.ceil(quantity / 1000)
}

/** What parts the first line. The comma comes last: it may be that of a decimal. */
function delimiterOf(text: string): string {
  const [first = ''] = text.trim().split(/\r?\n/, 1)
  return ['\t', ';', '|'].find(mark => first.includes(mark)) ?? ','
}

function columnsOf(headings: readonly string[]): { code: number; quantity: number } | undefined {
  const quantity = headings.findIndex(heading => QUANTITY_HEADING.test(heading))
  const code = headings.findIndex((heading, index) => index !== quantity && CODE_HEADING.test(heading))
  return quantity < 0 || code < 0 ? undefined : { code, quantity }
}

/** Thousandths; `12`, `1.5` and `1,5` are read, signs and letters are not. */
function readQuantity(text: string): number | undefined {
  const match = /^(\d{1,6})(?:[.,](\d{1,3}))?$/.exec(text.trim())
  if (match === null) return undefined
  return Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'))
}
