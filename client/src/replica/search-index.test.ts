import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Searchable, SearchIndex } from './search-index.ts'
import { normaliseText, wordsOf } from './text-tokens.ts'

function product(name: string, more: Partial<Searchable> = {}): Searchable {
  return { name, brand: '', codes: [], archived: false, ...more }
}

function indexOf(products: Readonly<Record<string, Searchable>>): SearchIndex<string> {
  const index = new SearchIndex<string>()
  for (const [id, one] of Object.entries(products)) index.put(id, one)
  return index
}

describe('what matches', () => {
  const index = indexOf({
    heart: product('White Hanging Heart T-Light Holder', { codes: ['85123A'], brand: 'Lantern' }),
    creme: product('Crème Brûlée dish', { codes: ['4006381333931', '04006381333931'] }),
    strasse: product('Straßenlaterne'),
    old: product('White Metal Lantern', { archived: true }),
  })

  it.each([
    ['the start of a word', 'hang', ['heart']],
    ['all words, in any order', 'holder white', ['heart']],
    ['a word joined by a hyphen', 'light', ['heart']],
    ['no product that lacks a word', 'white brulee', []],
    ['no middle of a word', 'tern', []],
    ['without regard to accents', 'creme brulee', ['creme']],
    ['accents in the query', 'crème', ['creme']],
    ['without regard to case', 'WHITE', ['heart']],
    ['ß as ss', 'strassen', ['strasse']],
    ['the brand', 'lant', ['heart']],
    ['the start of a stock code', '8512', ['heart']],
    ['a barcode', '4006381333931', ['creme']],
    ['words of several fields together', 'white 85123a', ['heart']],
    ['the same word twice as once', 'white white', ['heart']],
    ['a word with a letter wrong', 'lanturn', ['heart']],
    ['two swapped letters, beside words that are right', 'white haert', ['heart']],
    ['a missing letter in what was typed so far', 'hangng hea', ['heart']],
    ['no number that is nearly a code', '4006381333930', []],
    ['nothing for blanks', '  ', []],
    ['nothing for signs', '!?', []],
  ])('%s', (_name, text, ids) => {
    expect(index.find(text, 10, false).ids).toEqual(ids)
  })

  it('archived products only when asked for', () => {
    expect(index.find('lantern', 10, true).ids.sort()).toEqual(['heart', 'old'])
    expect(index.find('lantern', 10, false).total).toBe(1)
  })
})

describe('order', () => {
  it('exact code, then names that start so, then names with such a word, then the rest; shorter names first', () => {
    const index = indexOf({
      elsewhere: product('Tea', { brand: 'Red' }),
      word: product('Big red box'),
      longStart: product('Red retrospot charlotte bag'),
      shortStart: product('Red bag'),
      code: product('A very long name indeed', { codes: ['RED'] }),
    })
    expect(index.find('red', 10, false).ids).toEqual(['code', 'shortStart', 'longStart', 'word', 'elsewhere'])
  })

  it('is by name among equals, and gives the best even when only few are asked for', () => {
    const products: Record<string, Searchable> = {}
    for (let i = 0; i < 3000; i++) products[`p${i}`] = product(`box ${String(2999 - i).padStart(4, '0')}`)
    const hits = indexOf(products).find('box', 3, false)
    expect(hits.total).toBe(3000)
    expect(hits.ids).toEqual(['p2999', 'p2998', 'p2997'])
  })
})

describe('changes', () => {
  it('a renamed product is found by its new name only', () => {
    const index = indexOf({ a: product('Red lamp'), b: product('Red box') })
    index.put('a', product('Blue lamp'))
    expect(index.find('red', 10, false).ids).toEqual(['b'])
    expect(index.find('blue', 10, false).ids).toEqual(['a'])
    expect(index.size).toBe(2)
  })

  it('archiving needs no new words', () => {
    const index = indexOf({ a: product('Red lamp') })
    index.put('a', product('Red lamp', { archived: true }))
    expect(index.find('red', 10, false).ids).toEqual([])
    expect(index.find('red', 10, true).ids).toEqual(['a'])
  })

  it('the number of a removed product is used again without a trace of it', () => {
    const index = indexOf({ a: product('Red lamp'), b: product('Blue lamp') })
    index.remove('a')
    index.put('c', product('Green lamp'))
    expect(index.find('lamp', 10, false).ids.sort()).toEqual(['b', 'c'])
    expect(index.find('red', 10, false).total).toBe(0)
    index.remove('missing')
    expect(index.size).toBe(2)
  })
})

const word = fc.constantFrom('red', 'retro', 'spot', 'bag', 'box', 'Böx', 'tea', 't', 'a1', 'A12', '85123A')
const searchable = fc.record({
  name: fc.array(word, { minLength: 1, maxLength: 4 }).map(words => words.join(' ')),
  brand: fc.oneof(fc.constant(''), word),
  codes: fc.array(word, { maxLength: 2 }),
  archived: fc.boolean(),
})
const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ id: fc.integer({ min: 0, max: 8 }), put: searchable }) },
  { weight: 1, arbitrary: fc.record({ id: fc.integer({ min: 0, max: 8 }), put: fc.constant(null) }) },
)

it('finds after any changes exactly what a plain look at every product finds', () => {
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 40, size: 'max' }),
      fc.array(word, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      (changes, query, all) => {
        const index = new SearchIndex<string>()
        const known = new Map<string, Searchable>()
        for (const { id, put } of changes) {
          if (put) {
            index.put(`p${id}`, put)
            known.set(`p${id}`, put)
          } else {
            index.remove(`p${id}`)
            known.delete(`p${id}`)
          }
        }
        const text = query.map(one => one.slice(0, 2)).join(' ')
        const expected = [...known]
          .filter(([, one]) => (all || !one.archived) && matches(one, text))
          .map(([id]) => id)
        const hits = index.find(text, 100, all)
        expect([...hits.ids].sort()).toEqual(expected.sort())
        expect(hits.total).toBe(expected.length)
        expect(index.find(text, 2, all).ids).toEqual(hits.ids.slice(0, 2))
      },
    ),
    { numRuns: 300 },
  )
})

function matches(one: Searchable, text: string): boolean {
  const words = [one.name, one.brand, ...one.codes].flatMap(part => wordsOf(normaliseText(part)))
  return wordsOf(normaliseText(text)).every(start => words.some(each => each.startsWith(start)))
}
