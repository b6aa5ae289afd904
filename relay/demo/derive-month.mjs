const MONTH = '2010-12'

/**
 * A month of the retailer's invoices and credit notes, in the order of their times, for the proof that sales, refunds,
 * taxes, stock and shift reports add up to the penny.
 * @param products the demo catalog: everything else was postage, fees and the like.
 */
export function deriveMonth(sales, products) {
  const taxes = new Map(products.map(product => [product.code, product.tax]))
  const report = { month: MONTH, invoices: 0, creditNotes: 0, lines: 0, leftOut: {} }
  const lines = []
  for (const line of sales) {
    if (!line.InvoiceDate.startsWith(MONTH)) continue
    const code = line.StockCode.trim().toUpperCase()
    const why = whyNot(line, taxes.has(code))
    if (why !== undefined) report.leftOut[why] = (report.leftOut[why] ?? 0) + 1
    else {
      lines.push({
        invoice: line.InvoiceNo,
        day: line.InvoiceDate.slice(0, 10),
        customer: line.CustomerID.replace(/\.0$/, ''),
        code,
        quantity: Number(line.Quantity),
        price_minor: Math.round(Number(line.UnitPrice) * 100),
        tax: taxes.get(code),
      })
    }
  }
  const invoices = [...new Set(lines.map(line => line.invoice))]
  report.creditNotes = invoices.filter(invoice => invoice.startsWith('C')).length
  report.invoices = invoices.length - report.creditNotes
  report.lines = lines.length
  return { lines, report }
}

function whyNot(line, isProduct) {
  const price = Number(line.UnitPrice) * 100
  const isCredit = line.InvoiceNo.startsWith('C')
  if (!isProduct) return 'not a product (postage, fees, manual)'
  if (isCredit ? !(Number(line.Quantity) < 0) : !(Number(line.Quantity) > 0))
    return 'quantity of the wrong sign'
  if (!(price > 0)) return 'price not above zero'
  if (Math.abs(price - Math.round(price)) > 1e-6) return 'price finer than a penny'
  return undefined
}
