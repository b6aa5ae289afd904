import { expect, test } from 'vitest'
import { customerSortName, customerWords, queryWords } from './customer-words.ts'

const ANA = {
  name: 'Ana María Ruíz',
  number: 'K-1001',
  phone: '+34 600 123 456',
  email: 'Ana.Ruiz@Example.com',
}

function finds(text: string, customer: typeof ANA = ANA): boolean {
  const words = customerWords(customer)
  return queryWords(text).every(wanted => words.some(word => word.startsWith(wanted)))
}

test.each([
  'ana',
  'maria ruiz',
  'RUÍZ an',
  'k-1001',
  '1001',
  '600123456',
  '600 123 456',
  '+34 600',
  '3456',
  '123-456',
  'ana.ruiz@ex',
])('a customer is found by “%s”', text => {
  expect(finds(text)).toBe(true)
})

test.each(['anna', 'ruiz pedro', '9999', '235', 'ruiz@example.com', '1234567'])(
  'a customer is not found by “%s”',
  text => {
    expect(finds(text)).toBe(false)
  },
)

test('an empty text asks for nothing, and a customer of a name alone has no other words', () => {
  expect(queryWords('  ')).toEqual([])
  expect(customerWords({ name: 'Ana', number: '', phone: '', email: '' })).toEqual(['ana'])
})

test('lists go by the name without accents', () => {
  expect(
    ['Zoe', 'Álvaro', 'ben'].toSorted((a, b) => (customerSortName(a) < customerSortName(b) ? -1 : 1)),
  ).toEqual(['Álvaro', 'ben', 'Zoe'])
})
