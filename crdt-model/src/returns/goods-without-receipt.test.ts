import { expect, test } from 'vitest'
import { type AccountId, type ProductId, type TaxClassId, toId } from '../ids.ts'
import { openSale } from '../sale/edit-lines.ts'
import { ringItem } from '../sale/ring-item.ts'
import { usualSale } from '../testing/sale-events.ts'
import { cheapestFree, samplePromotion } from '../testing/sample-promotion.ts'
import { CONTEXT, GBP } from '../testing/sample-sale.ts'
import { goodsWithoutReceipt } from './goods-without-receipt.ts'
import { returnGoods } from './return-goods.ts'

test('X7 are worth what they cost today, without promotions', () => {
  const thing = {
    id: toId<ProductId>('thing'),
    name: 'Thing',
    department: null,
    taxClass: toId<TaxClassId>('standard'),
    price: 400,
    minimumAge: 0,
    unit: 'piece',
    serialRequired: false,
    notDiscountable: false,
  } as const
  const rung = ringItem(openSale('s', GBP), thing, { quantity: 2_000 })
  if (!rung.ok) throw new Error(rung.refusal.code)
  const twoForOne = samplePromotion('2for1', cheapestFree({}, 2))
  const goods = goodsWithoutReceipt(rung.sale, new Set(), { ...CONTEXT, promotions: [twoForOne] })
  expect(goods).toMatchObject({
    total: 800,
    lines: [{ quantity: 2_000, amount: 800 }],
    origins: [{ line: null, restock: false }],
  })
  expect(goodsWithoutReceipt(rung.sale, new Set([rung.line]), CONTEXT).origins).toEqual([
    { line: null, restock: true },
  ])
})

test('X7 money that was put on a card is not brought back', () => {
  const [first, ...others] = usualSale.lines
  if (first === undefined) throw new Error('a sale without lines')
  const sale = { ...usualSale, lines: [{ ...first, account: toId<AccountId>('card') }, ...others] }
  const wanted = [{ line: 0, quantity: first.quantity, restock: false }]
  expect(returnGoods(sale, [], wanted)).toEqual({ ok: false, refusal: { code: 'not-returnable', line: 0 } })
})
