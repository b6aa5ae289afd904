import { NO_CURRENCY, parseCurrency } from '@evertill/crdt-model'
import { expect, test } from 'vitest'
import { readCardList } from './read-card-list.ts'

const GBP = parseCurrency('GBP') ?? NO_CURRENCY

test('reads numbers and balances with whatever stands between them', () => {
  const text = 'Number,Balance\n6006-4912-3456-1234, 25.00\r\n"GC00001111";"7,50"\n\nGC00002222\t0\n'
  expect(readCardList(text, GBP)).toEqual({
    cards: [
      { key: '6006491234561234', amount: 2500 },
      { key: 'GC00001111', amount: 750 },
    ],
    bad: [],
  })
})

test('tells the lines that it cannot read, and takes a number once', () => {
  expect(readCardList('GC00001111,5\nGC00001111,6\nshort,5\nGC00003333,five\nGC00004444', GBP)).toEqual({
    cards: [{ key: 'GC00001111', amount: 600 }],
    bad: [3, 4, 5],
  })
})

test('takes a first line for headings only where it has no digit: a card with a fault is told there too', () => {
  expect(readCardList('Card number;Saldo\nGC00001111;5', GBP).bad).toEqual([])
  expect(readCardList('6006 4912 3456 1234;5.OO\nGC00001111;5', GBP)).toEqual({
    cards: [{ key: 'GC00001111', amount: 500 }],
    bad: [1],
  })
})
