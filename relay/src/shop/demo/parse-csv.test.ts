import { describe, expect, it } from 'vitest'
import { parseCsv } from './parse-csv.ts'

describe('parseCsv', () => {
  it.each([
    [
      'plain rows',
      'a,b\n1,2\n3,4\n',
      [
        { a: '1', b: '2' },
        { a: '3', b: '4' },
      ],
    ],
    ['CRLF and no last line break', 'a,b\r\n1,2', [{ a: '1', b: '2' }]],
    ['empty fields, also the last', 'a,b\n,\n', [{ a: '', b: '' }]],
    ['an empty last field without a line break', 'a,b\n1,', [{ a: '1', b: '' }]],
    ['quotes around commas and line breaks', 'a,b\n"x, y","1\n2"\n', [{ a: 'x, y', b: '1\n2' }]],
    ['doubled quotes', 'a,b\n"12"" plate",""\n', [{ a: '12" plate', b: '' }]],
    ['only a header', 'a,b\n', []],
    ['nothing', '', []],
  ])('reads %s', (_name, text, rows) => {
    expect(parseCsv(text)).toEqual(rows)
  })

  it.each([
    ['a row that is too short', 'a,b\n1\n', /row 2 has 1 fields/],
    ['a quote that is not closed', 'a,b\n"1,2\n', /quote is not closed/],
    ['a quote within a field', 'a,b\n1"2,3\n', /out of place/],
  ])('refuses %s', (_name, text, message) => {
    expect(() => parseCsv(text)).toThrow(message)
  })
})
