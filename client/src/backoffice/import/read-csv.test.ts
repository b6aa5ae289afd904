import { describe, expect, it } from 'vitest'
import { readCsv } from './read-csv.ts'

function tableOf(text: string) {
  const reading = readCsv(text)
  if (!reading.ok) throw new Error(reading.reason)
  return reading.table
}

describe('reading a CSV', () => {
  it('takes commas, semicolons and tabs, with or without a byte order mark', () => {
    for (const mark of [',', ';', '\t']) {
      const table = tableOf(`\uFEFFName${mark}Price\r\nTea${mark}2\r\n`)
      expect(table).toEqual({ headers: ['Name', 'Price'], rows: [{ line: 2, cells: ['Tea', '2'] }] })
    }
  })

  it('does not take decimal commas for columns', () => {
    expect(tableOf('Nombre;Precio\nTé;1,50\nPan;2,00\n').rows[0]?.cells).toEqual(['Té', '1,50'])
  })

  it('skips instructions above the header and empty rows, and keeps line numbers', () => {
    const table = tableOf('Fill in your items below\n\nName,Price\n\nTea,2\n,\nCake,3\n')
    expect(table.headers).toEqual(['Name', 'Price'])
    expect(table.rows.map(row => row.line)).toEqual([5, 7])
  })

  it('counts the lines inside a quoted cell', () => {
    const table = tableOf('Name,Price\n"Tea\nfrom Assam",2\nCake,3\n')
    expect(table.rows.map(row => row.line)).toEqual([2, 4])
    expect(table.rows[0]?.cells[0]).toBe('Tea\nfrom Assam')
  })

  it('keeps leading zeros and undoes what spreadsheets put around them', () => {
    const table = tableOf('Name,SKU\nA,00123\nB,"=""00456"""\nC,\'00789\n')
    expect(table.rows.map(row => row.cells[1])).toEqual(['00123', '00456', '00789'])
  })

  it('keeps a formula as the text it is', () => {
    const table = tableOf('Name,SKU\n"=HYPERLINK(""http://x"")",1\n\'=1+1,2\n')
    expect(table.rows.map(row => row.cells[0])).toEqual(['=HYPERLINK("http://x")', '=1+1'])
  })

  it('says what is wrong with a file it cannot use', () => {
    expect(readCsv('')).toEqual({ ok: false, reason: 'empty' })
    expect(readCsv('Name,Price\n')).toEqual({ ok: false, reason: 'only-a-header' })
    expect(readCsv('hello\nworld')).toEqual({ ok: false, reason: 'one-column' })
    expect(readCsv('PK\u0003\u0004rest')).toEqual({ ok: false, reason: 'not-text' })
  })
})
