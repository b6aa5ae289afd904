import { toId } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import { type KitchenLine, kitchenLinesOf, kitchenNews } from './kitchen-ticket.ts'

const soup: KitchenLine = { id: 'a', name: 'Soup', quantity: 2000, department: toId('food') }
const beer: KitchenLine = { id: 'b', name: 'Beer', quantity: 1000, department: toId('bar') }

/** What the kitchen has to make when it has been told all of these. */
function toMake(tickets: readonly (readonly KitchenLine[])[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { name, quantity, note = '' } of tickets.flat()) {
    const key = `${name} ${note}`.trim()
    sums[key] = (sums[key] ?? 0) + quantity
    if (sums[key] === 0) delete sums[key]
  }
  return sums
}

describe('what the kitchen is told', () => {
  it('is everything once, then what is new, more, less or gone', () => {
    expect(kitchenNews([], [soup, beer])).toEqual([soup, beer])
    expect(kitchenNews([soup, beer], [soup, beer])).toEqual([])
    expect(kitchenNews([soup], [{ ...soup, quantity: 5000 }])).toEqual([{ ...soup, quantity: 3000 }])
    expect(kitchenNews([soup], [{ ...soup, quantity: 1000 }])).toEqual([{ ...soup, quantity: -1000 }])
    expect(kitchenNews([soup, beer], [beer])).toEqual([{ ...soup, quantity: -2000 }])
  })

  it('takes a line back and tells it anew when its note changed', () => {
    const hot = { ...soup, note: 'hot' }
    expect(kitchenNews([soup], [hot])).toEqual([{ ...soup, quantity: -2000 }, hot])
  })

  it('adds up to what is wanted in the end, whatever was changed on the way', () => {
    const steps = [
      [soup],
      [soup, beer],
      [
        { ...soup, note: 'no salt' },
        { ...beer, quantity: 4000 },
      ],
      [{ ...beer, quantity: 2000 }],
      [beer, { ...soup, id: 'c' }],
    ]
    let told: readonly KitchenLine[] = []
    const tickets = steps.map(now => {
      const news = kitchenNews(told, now)
      told = now
      return news
    })
    expect(toMake(tickets)).toEqual({ Beer: 1000, Soup: 2000 })
    expect(toMake([...tickets, kitchenNews(told, [])])).toEqual({})
  })
})

it('leaves out deposits, gift cards and what comes back', () => {
  const line = {
    ...{ id: 'a', product: null, name: 'Cola', department: null, quantity: 1000 },
    ...{ unitPrice: 1, listPrice: 1, taxClass: null, minimumAge: 0 },
  }
  const lines = [
    line,
    { ...line, id: 'b', depositOf: 'a' },
    { ...line, id: 'c', quantity: -1000 },
    { ...line, id: 'd', account: toId<import('@evertill/crdt-model').AccountId>('card') },
  ]
  expect(kitchenLinesOf(lines).map(({ id }) => id)).toEqual(['a'])
})
