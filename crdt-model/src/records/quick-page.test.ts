import { expect, test } from 'vitest'
import { type ProductId, toId } from '../ids.ts'
import { sampleRecord } from '../testing/sample-record.ts'
import { MOST_TILES, quickPageFields, readQuickPage, validateQuickPageField } from './quick-page.ts'

const PAGE = {
  name: 'Breakfast',
  order: 1,
  tiles: ['roll', 'coffee'].map(id => toId<ProductId>(id)),
  archived: false,
}

test('C1 C3 C10 what is written is read, in its order', () => {
  expect(readQuickPage(sampleRecord(quickPageFields(PAGE)))).toEqual({ value: PAGE, findings: [] })
})

test('C1 of a page with unreadable tiles the others stay, each once', () => {
  const tiles = ['roll', 7, 'not an id', 'coffee', 'roll']
  const { value, findings } = readQuickPage(sampleRecord({ ...quickPageFields(PAGE), tiles }))
  expect(value.tiles).toEqual(['roll', 'coffee'])
  expect(findings).toMatchObject([{ field: 'tiles', problem: 'not-a-reference' }])
})

test.each([
  ['name', '', 'required'],
  ['tiles', [], null],
  ['tiles', Array.from({ length: MOST_TILES + 1 }, (_, i) => `p${i}`), 'too-many'],
  ['tiles', 'roll', 'not-a-reference'],
] as const)('C2 %s %j: %s', (field, value, problem) => {
  expect(validateQuickPageField(field, value)).toBe(problem)
})
