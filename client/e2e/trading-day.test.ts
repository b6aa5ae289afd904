import { type JournalEntry, onHand, type PersonId, toId } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import { GIFT_STORE, type GiftShop, paidSale, readGiftShop } from './harness/gift-shop.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { readStoredJournal, readStoredStock } from './harness/relay-documents.ts'
import { useDevices, useRelay } from './harness/suite.ts'
import { enrollTill } from './harness/till.ts'
import { startTillCommands } from './harness/till-commands.ts'
import { type InvoiceLine, readGiftGoods, readTradingDay } from './harness/trading-day.ts'

const relay = useRelay({ shop: 'demo' })
const devices = useDevices()

describe('a real trading day, replayed through the till’s own commands', () => {
  it('is right to the penny: totals, tax, stock, and everything safe at the relay', async () => {
    const api = await signInAsOwner(relay().url)
    const shop = await readGiftShop(relay().url, api)
    const device = await devices.open()
    const page = await enrollTill(device, relay(), api, 'G1')
    await page.close()
    const till = await startTillCommands(await device.newPage(), relay().url)
    await till.until(status => status.phase === 'ready')
    const signedIn = await till.send<'signIn'>({
      type: 'signIn',
      person: toId<PersonId>('gifts-priya'),
      pin: '1357',
    })
    expect(signedIn.kind).toBe('signed-in')

    const lines = readTradingDay()
    const invoices = [...new Set(lines.map(line => line.invoice))]
    const sales = invoices.map(invoice =>
      paidSale(
        `invoice-${invoice}`,
        lines.filter(line => line.invoice === invoice),
        shop,
      ),
    )
    const results = await till.sendAll<'completeSale'>(sales.map(sale => ({ type: 'completeSale', sale })))

    const receipts = results.map((result, index) => {
      if (result.kind !== 'completed')
        throw new Error(`invoice ${invoices[index]}: ${JSON.stringify(result)}`)
      return result.receipt
    })
    const zeroRated = new Set(
      readGiftGoods()
        .filter(row => row.tax === 'zero')
        .map(row => row.code ?? ''),
    )
    const expected = addUp(lines, zeroRated)
    expect(receipts).toHaveLength(141)
    expect(sum(receipts.map(receipt => receipt.total))).toBe(expected.total)
    expect(sum(receipts.flatMap(receipt => receipt.taxes.map(tax => tax.tax)))).toBe(expected.tax)
    expect(sum(receipts.map(receipt => receipt.change))).toBe(0)
    expect(receipts.map(receipt => receipt.number)).toEqual([
      ...new Set(receipts.map(receipt => receipt.number)),
    ])

    const safe = await till.until(status => status.unsyncedSales === 0 && status.unsyncedEntries === 0)
    expect(safe.refused).toBeNull()
    const stored = await readStoredJournal(relay().url, api, 'G1')
    expect(addUpJournal(stored)).toEqual({ sales: 141, ...expected })
    await expect.poll(() => wrongStock(relay().url, api, lines, shop), { timeout: 30_000 }).toEqual([])
    await till.stop()
  })
})

/** The day's figures from the invoices alone: 20 % is included in every price, rounded half up on each line. */
function addUp(lines: readonly InvoiceLine[], zeroRated: ReadonlySet<string>) {
  const amounts = lines.map(line => ({ amount: line.quantity * line.price, zero: zeroRated.has(line.code) }))
  return {
    total: sum(amounts.map(line => line.amount)),
    tax: sum(amounts.map(line => (line.zero ? 0 : Math.floor((line.amount + 3) / 6)))),
  }
}

function addUpJournal(entries: readonly JournalEntry[]) {
  const sales = entries.map(entry => entry.event).filter(event => event.kind === 'sale')
  return {
    sales: sales.length,
    total: sum(sales.map(sale => sale.total)),
    tax: sum(sales.flatMap(sale => sale.taxes.map(tax => tax.tax))),
  }
}

/** Every product of the store whose stock at the relay is not what was there at the opening less what was sold. */
async function wrongStock(url: string, api: RelayApi, lines: readonly InvoiceLine[], shop: GiftShop) {
  const stock = await readStoredStock(url, api, GIFT_STORE)
  const opening = new Map(readGiftGoods().map(row => [row.code ?? '', Number(row.opening_stock)]))
  const soldPieces = new Map<string, number>()
  for (const line of lines) soldPieces.set(line.code, (soldPieces.get(line.code) ?? 0) + line.quantity)
  return [...shop.byCode].flatMap(([code, { id }]) => {
    const expected = ((opening.get(code) ?? 0) - (soldPieces.get(code) ?? 0)) * 1000
    const actual = onHand(stock, id)
    return actual === expected ? [] : [{ code, expected, actual }]
  })
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
