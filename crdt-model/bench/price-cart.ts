import { type BusinessDay, type DepartmentId, type ProductId, toId } from '../src/ids.ts'
import type { Benefit, Promotion } from '../src/pricing/promotion.ts'
import { addLine, openSale } from '../src/sale/edit-lines.ts'
import { priceSale } from '../src/sale/price-sale.ts'
import type { OpenSale, PricingContext } from '../src/sale/sale.ts'
import { percent, products, samplePromotion } from '../src/testing/sample-promotion.ts'
import { CONTEXT, GBP, sampleLine } from '../src/testing/sample-sale.ts'

/** What pricing a large cart may take, in milliseconds. */
const GOAL_MS = 4
const LINES = 200
const PROMOTIONS = 50
/** A till has priced some sales before it comes to one like this. */
const WARM_UP = 100
const RUNS = 300

/** Prints how long a sale of 200 lines with 50 promotions of every kind takes to price: `node --import tsx`. */
function main(): void {
  for (const [name, sale] of [
    ['one piece a line', cart(() => 1)],
    ['1 to 12 pieces a line', cart(i => 1 + (i % 12))],
  ] as const) {
    const context = contextOf(name.length)
    for (let run = 0; run < WARM_UP; run++) priceSale(sale, context)
    const times: number[] = []
    const before = process.cpuUsage()
    let totals = priceSale(sale, context)
    for (let run = 0; run < RUNS; run++) {
      const start = performance.now()
      totals = priceSale(sale, context)
      times.push(performance.now() - start)
    }
    const used = process.cpuUsage(before)
    // On a machine that is busy with other things, what this process used says more than what it waited for.
    const cpu = ((used.user + used.system) / 1000 / RUNS).toFixed(2)
    times.sort((a, b) => a - b)
    const at = (part: number) => (times[Math.floor(part * (times.length - 1))] ?? 0).toFixed(2)
    console.log(
      `price ${LINES} lines, ${PROMOTIONS} promotions, ${name}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, ${cpu} ms of processor ` +
        `(goal ${GOAL_MS} ms); ${totals.discounts?.length ?? 0} promotions gave something`,
    )
  }
}

function cart(pieces: (i: number) => number): OpenSale {
  let sale = openSale('bench', GBP)
  for (let i = 0; i < LINES; i++) {
    const price = 99 + ((i * 137) % 2400)
    const added = addLine(sale, {
      ...sampleLine({ unitPrice: price, listPrice: price, quantity: pieces(i) * 1000 }),
      product: toId<ProductId>(`product-${i}`),
      department: toId<DepartmentId>(`department-${i % 20}`),
    })
    if (added.ok) sale = added.sale
  }
  return sale
}

function contextOf(salt: number): PricingContext {
  const promotions: Promotion[] = Array.from({ length: PROMOTIONS }, (_, i) =>
    samplePromotion(`promotion-${i}`, benefitOf(i, salt), {
      stacks: i % 3 === 0,
      priority: i % 4,
      conditions: i % 5 === 0 ? { weekdays: [5], hours: [{ from: 0, until: 1439 }] } : {},
    }),
  )
  return { ...CONTEXT, promotions, moment: { day: toId<BusinessDay>('2026-11-20'), minute: 720 } }
}

function benefitOf(i: number, salt: number): Benefit {
  const departments = new Set([toId<DepartmentId>(`department-${(i + salt) % 20}`)])
  const some = products(...Array.from({ length: 8 }, (_, n) => `product-${(i * 13 + n * 7) % LINES}`))
  switch (i % 7) {
    case 0:
      return { kind: 'each', on: { departments }, off: percent(10) }
    case 1:
      return { kind: 'each', on: some, off: { kind: 'price', price: 250 } }
    case 2:
      return { kind: 'breaks', on: { departments }, breaks: [{ quantity: 3000, off: percent(15) }] }
    case 3:
      return { kind: 'cheapest', on: { departments }, take: 3, cut: 1, off: percent(100), mixed: true }
    case 4:
      return { kind: 'cheapest', on: some, take: 2, cut: 1, off: percent(50), mixed: i % 2 === 0 }
    case 5:
      return {
        kind: 'bundle',
        parts: [
          { on: some, pieces: 1 },
          { on: { departments }, pieces: 2 },
        ],
        off: { kind: 'price', price: 1000 },
      }
    default:
      return { kind: 'whole-sale', off: percent(2) }
  }
}

main()
