import {
  onHand,
  type ProductId,
  readPerson,
  readRecord,
  recordIds,
  salesReply,
  storeFields,
  toId,
} from '@evertill/crdt-model'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { beforeAll, describe, expect, it } from 'vitest'
import { returns } from '../src/i18n/en/returns.ts'
import { till as words } from '../src/i18n/en/till.ts'
import type { SoldReceipt } from '../src/local/return-plan.ts'
import type { CommandOf } from '../src/replica/protocol.ts'
import { GIFT_STORE, type GiftShop, paidSale, readGiftShop } from './harness/gift-shop.ts'
import { openDocument, writeRecords } from './harness/manager-document.ts'
import { type RelayApi, signInAsOwner } from './harness/relay-api.ts'
import { readStoredJournal, readStoredStock } from './harness/relay-documents.ts'
import { useDevices, useRelay, watchForErrors } from './harness/suite.ts'
import { allow, enrollTill, openTill, payExactly, pillSays, pinOf, scan, untilReady } from './harness/till.ts'
import { startTillCommands, type TillCommands } from './harness/till-commands.ts'

const relay = useRelay({ shop: 'small-demo' })
const devices = useDevices()
let owner: RelayApi
let shop: GiftShop
beforeAll(async () => {
  owner = await signInAsOwner(relay().url)
  shop = await readGiftShop(relay().url, owner)
})

const BIRD = '84879'
const CAKESTAND = '22423'
const NAME = 'Assorted Colour Bird Ornament'

const sheet = (page: Page, name: string | RegExp = /./) => page.getByRole('dialog', { name })
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const more = (page: Page) =>
  page.getByRole('button', { name: returns.goods.more.replace('{{name}}', NAME), exact: true })

/** Opens the goods of a receipt by its number, as soon as the relay has made rows of it. */
async function openGoods(page: Page, number: string): Promise<void> {
  await expect
    .poll(async () => {
      await scan(page, number)
      const goods = sheet(page, returns.goods.title.replace('{{number}}', number))
      const missing = page.getByText(returns.receipt.notFound.replace('{{number}}', number))
      await goods.or(missing).first().waitFor()
      return goods.isVisible()
    })
    .toBe(true)
}

/** Sets a printer up that is never reached, so that copies can be asked for. */
async function pretendPrinter(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(each => each.name ?? '')
    const request = indexedDB.open(names.find(each => /^evertill-till-[^/]+$/.test(each)) ?? '')
    await new Promise(resolve => {
      request.onsuccess = resolve
    })
    const connection = { kind: 'usb', vendorId: 1, productId: 1, serialNumber: null, name: 'None' }
    const drawer = { pin: 2, openLevel: null }
    const printer = {
      id: 'none',
      name: 'None',
      connection,
      columns: 42,
      language: 'esc-pos',
      isSilent: false,
      drawer,
    }
    const routes = { receipts: 'none', autoPrint: false, drawer: 'none', kitchen: [] }
    const value = { printers: [printer], routes }
    const writing = request.result.transaction('meta', 'readwrite')
    writing.objectStore('meta').put({ key: 'hardware', value })
    await new Promise(resolve => {
      writing.oncomplete = resolve
    })
    request.result.close()
  })
  await page.reload()
  await page.getByRole('heading', { name: words.cart.title, exact: true }).waitFor()
}

/** What the till has to print, without what becomes of it. */
async function printJobs(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(each => each.name ?? '')
    const request = indexedDB.open(names.find(each => /^evertill-till-[^/]+$/.test(each)) ?? '')
    await new Promise(resolve => {
      request.onsuccess = resolve
    })
    const reading = request.result.transaction('printJobs').objectStore('printJobs').getAll()
    await new Promise(resolve => {
      reading.onsuccess = resolve
    })
    request.result.close()
    return reading.result.map(({ content }) => `${content.kind}${content.copy ? ' copy' : ''}`).sort()
  })
}

describe('goods that come back', () => {
  it('are taken back by the number of their receipt at any till, exchanged, and the last sale is undone', async () => {
    const [first, second] = [await devices.open(), await devices.open()]
    const errors = watchForErrors(first)
    const page = await openTill(first, relay(), owner, 'G1')
    const other = await openTill(second, relay(), owner, 'G2')
    const stockBefore = await readStoredStock(relay().url, owner, GIFT_STORE)
    for (let i = 0; i < 3; i++) await scan(page, BIRD)
    await expect.poll(() => page.locator('.till-line__quantity').textContent()).toBe('3')
    const number = await payExactly(page)
    await pillSays(page, words.safety.safe)

    // At another till of the store: one of three.
    await openGoods(other, number)
    await more(other).click()
    await press(other, returns.reason.mind)
    await press(other, 'Pay back £1.69')
    await other.getByText(returns.done.refund).waitFor()
    await other.getByRole('article').getByText('Refund', { exact: true }).waitFor()
    await press(other, returns.done.finish)
    await pillSays(other, words.safety.safe)

    // At its own till no more than the two that are left, damaged; they pay for something else.
    await expect
      .poll(async () => {
        await scan(page, number)
        await press(page, returns.receipt.goods)
        await sheet(page, returns.goods.title.replace('{{number}}', number)).waitFor()
        return sheet(page).getByText('2 of 3 can come back').isVisible()
      })
      .toBe(true)
    await press(page, returns.goods.all)
    await expect.poll(() => more(page).isDisabled()).toBe(true)
    await press(page, returns.reason.damaged)
    await press(page, returns.pay.exchange)
    await page.locator('[data-exchange="338"]').waitFor()
    await scan(page, CAKESTAND)
    await press(page, /^Pay/)
    await page.getByRole('heading', { name: words.pay.remaining }).waitFor()
    await press(page, /^Exact £9.37$/)
    const exchanged = page.getByRole('article', { name: /^Receipt/ })
    await exchanged.getByText(words.receipt.purpose.exchange).waitFor()
    expect((await exchanged.innerText()).replaceAll(/\s+/g, ' ')).toContain('Returned goods £3.38')

    // The last sale is undone, by somebody who may.
    await scan(page, CAKESTAND)
    const wrong = await payExactly(page)
    await press(page, words.pay.undo)
    await press(page, returns.reason.mistake)
    await press(page, 'Undo the sale, give back £12.75')
    await allow(page, relay(), 'Noah')
    await page.getByText(returns.done.void).waitFor()
    await press(page, returns.done.finish)

    // Printed again, it is a copy.
    await pretendPrinter(page)
    await page.keyboard.press('Shift+F3')
    await sheet(page).getByLabel(returns.list.search).fill(number)
    await sheet(page).getByRole('listitem').getByRole('button', { name: number }).click()
    await press(page, returns.receipt.copy)
    await expect.poll(() => printJobs(page)).toEqual(['receipt copy'])
    await press(page, 'Close')
    await pillSays(page, words.safety.safe)

    const kinds = (await readStoredJournal(relay().url, owner, 'G1')).map(({ event }) => event.kind)
    expect(kinds).toEqual(['sign-in', 'sale', 'exchange', 'sale', 'approval', 'void', 'reprint'])
    expect((await readStoredJournal(relay().url, owner, 'G2')).map(({ event }) => event.kind)).toEqual([
      'sign-in',
      'refund',
    ])
    // One bird went back on the shelf, two are damaged; one cake stand was bought.
    const moved = async (code: string) => {
      const product = shop.byCode.get(code)?.id as ProductId
      return (
        onHand(stockBefore, product) - onHand(await readStoredStock(relay().url, owner, GIFT_STORE), product)
      )
    }
    await expect.poll(async () => [await moved(BIRD), await moved(CAKESTAND)]).toEqual([2000, 1000])
    const totals = async () => {
      const response = await fetch(`${relay().url}/api/sales`, { headers: { cookie: owner.cookie } })
      const { sales } = v.parse(salesReply, await response.json())
      return sales
        .map(
          ({ kind, total, exchanged }) => `${kind} ${total}${exchanged === null ? '' : ` for ${exchanged}`}`,
        )
        .sort()
    }
    await expect
      .poll(totals)
      .toEqual(['refund -169', 'sale 1275', 'sale 1275 for -338', 'sale 507', 'void -1275'])
    expect(wrong).not.toBe(number)
    expect(errors).toEqual([])
  })

  it('are journaled once, however often it is asked, also when the browser ends in between', async () => {
    await requireShift()
    const device = await devices.open()
    const enrolled = await enrollTill(device, relay(), owner, 'G1')
    await untilReady(enrolled)
    await enrolled.close()
    let page = await device.newPage()
    let commands = await startTillCommands(page, relay().url)
    await commands.until(status => status.phase === 'ready')
    const people = await signIn(commands)
    expect(people.kind).toBe('signed-in')
    const drawer = (loose: number) => [{ currency: shop.context.currency, pieces: [], loose }]
    await commands.send<'openShift'>({ type: 'openShift', key: 'shift-1', float: drawer(5_000) })
    const sale = paidSale('returned-sale', [{ code: BIRD, quantity: 3 }], shop)
    const completed = await commands.send<'completeSale'>({ type: 'completeSale', sale })
    if (completed.kind !== 'completed') throw new Error(completed.kind)
    const { number } = completed.receipt
    const sold = await findSold(commands, number)
    const twice = await commands.sendAll<'refund'>([refund('back-1', sold, 1), refund('back-1', sold, 1)])
    expect(twice.map(each => each.kind === 'recorded' && each.entry.number)).toEqual([4, 4])
    // What was looked at is older than what came back since: it is worked out anew.
    expect(await commands.send(refund('back-2', sold, 3))).toEqual({
      kind: 'refused',
      refusal: { code: 'more-than-bought', line: 0, left: 2000 },
    })
    // Asked for, and the page ends before the answer is read; asked again after the start.
    const last = refund('back-3', sold, 1)
    void commands.send(last).catch(() => undefined)
    await page.close()
    page = await device.newPage()
    commands = await startTillCommands(page, relay().url)
    expect(await commands.send(last)).toMatchObject({ kind: 'recorded', entry: { number: 5 } })
    expect((await findSold(commands, number)).back).toHaveLength(2)
    expect(await commands.send(refund('back-4', sold, 2))).toMatchObject({
      kind: 'refused',
      refusal: { code: 'more-than-bought', left: 1_000 },
    })
    // A cashier needs somebody for what is paid otherwise, for no receipt, and for undoing a sale.
    expect(await commands.send({ type: 'voidSale', key: 'void-1', number: 3, reason: 'Wrong' })).toEqual({
      kind: 'refused',
      refusal: { code: 'not-allowed', right: 'void-sale' },
    })
    // Z6 Where the store takes cash in a shift only, it is paid back in one only.
    const counted = drawer(5_169)
    await commands.send({ type: 'closeShift', key: 'shift-1-end', counted, reason: 'Evening' })
    expect(await commands.send(refund('back-5', sold, 1))).toEqual({
      kind: 'refused',
      refusal: { code: 'no-shift-open' },
    })
    await commands.until(status => status.unsyncedEntries === 0)
    await commands.stop()
    const stored = await readStoredJournal(relay().url, owner, 'G1')
    const own = stored.filter(({ epoch }) => epoch === 2).map(({ event }) => event.kind)
    expect(own).toEqual(['sign-in', 'shift-open', 'sale', 'refund', 'refund', 'shift-close'])
  })
})

/** The gift shop moves cash in a shift only, at its tills that hear of it. */
async function requireShift(): Promise<void> {
  const fields = storeFields({ shiftRequired: true })
  await writeRecords(relay().url, owner, 'settings', 'stores', { [GIFT_STORE]: fields })
}

async function signIn(commands: TillCommands) {
  const pin = await pinOf(relay(), 'Amelia')
  return commands.send({ type: 'signIn', person: await personCalled('Amelia'), pin })
}

async function personCalled(name: string): Promise<CommandOf<'signIn'>['person']> {
  const staff = await openDocument(relay().url, owner.cookie, `staff/${GIFT_STORE}`, ['people'])
  const fold = staff.records.fold('people')
  const id = [...recordIds(fold)].find(each => {
    const record = readRecord(fold, each)
    return record !== undefined && readPerson(record).value.name === name
  })
  staff.close()
  return toId(id ?? '')
}

async function findSold(commands: TillCommands, receipt: string): Promise<SoldReceipt> {
  const found = await commands.send<'findSold'>({ type: 'findSold', receipt })
  if (found.kind !== 'found') throw new Error(found.kind)
  return found.sold
}

/** So many birds back, paid in cash as they were bought. */
function refund(key: string, sold: SoldReceipt, pieces: number): CommandOf<'refund'> {
  const wanted = [{ line: 0, quantity: pieces * 1000, restock: true }]
  return {
    type: 'refund',
    key,
    plan: { kind: 'with-receipt', sold, wanted, reason: 'Changed mind' },
    paid: { tenders: [{ kind: 'cash', amount: 169 * pieces }], rounding: 0 },
  }
}
