import { titleCase } from './names.mjs'

const DAY = '2010-12-02'

/**
 * One busy day of the retailer, as a till would have sold it.
 * @param sold the codes of the demo catalog: everything else that day was postage, fees and the like.
 */
export function deriveTradingDay(sales, sold) {
  const report = { day: DAY, invoices: 0, lines: 0, leftOut: {} }
  const leaveOut = why => {
    report.leftOut[why] = (report.leftOut[why] ?? 0) + 1
  }
  const lines = []
  for (const line of sales) {
    if (!line.InvoiceDate.startsWith(DAY)) continue
    const why = whyNot(line, sold)
    if (why !== undefined) leaveOut(why)
    else lines.push(saleLine(line))
  }
  report.invoices = new Set(lines.map(line => line.invoice)).size
  report.lines = lines.length
  return { lines, report }
}

function whyNot(line, sold) {
  const price = Number(line.UnitPrice) * 100
  if (line.InvoiceNo.startsWith('C')) return 'line of a cancelled invoice'
  if (!(Number(line.Quantity) > 0)) return 'quantity not above zero'
  if (!(price > 0)) return 'price not above zero'
  if (!sold.has(line.StockCode.trim().toUpperCase())) return 'not a product (postage, fees, manual)'
  if (Math.abs(price - Math.round(price)) > 1e-6) return 'price finer than a penny'
  return undefined
}

function saleLine(line) {
  return {
    invoice: line.InvoiceNo,
    code: line.StockCode.trim().toUpperCase(),
    name: titleCase(line.Description),
    quantity: Number(line.Quantity),
    price_minor: Math.round(Number(line.UnitPrice) * 100),
  }
}
