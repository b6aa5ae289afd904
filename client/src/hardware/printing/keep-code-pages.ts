import CodepageEncoder from '@point-of-sale/codepage-encoder'

type Table = ReturnType<typeof CodepageEncoder.getEncoding>

/**
 * Lets the encoder keep the tables of its code pages. It copies a whole one for each piece of a line, which took more
 * than half of a receipt's time, and only reads the copies.
 */
export function keepCodePages(): void {
  const copyTable = CodepageEncoder.getEncoding.bind(CodepageEncoder)
  const kept = new Map<string, Table>()
  CodepageEncoder.getEncoding = page => {
    const table = kept.get(page) ?? copyTable(page)
    kept.set(page, table)
    return table
  }
}
