import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PROPERTY_TIMEOUT } from '../testing/seeds.ts'
import { type DocumentId, formatDocumentId, parseDocumentId } from './document-id.ts'

const NAMES = [
  'settings',
  'customers',
  'staff/store1',
  'catalog/-_aZ09',
  'stock/store1/till1',
  'stock/store1/office-a1',
  'journal/till1/2026-11-20',
  'parked/store1/2026-11-20',
] as const

describe('document id', () => {
  it('A2 is a name, and a name is one id', () => {
    for (const name of NAMES) {
      const id = parseDocumentId(name)
      expect(id && formatDocumentId(id)).toBe(name)
    }
    expect(parseDocumentId('journal/till1/2026-11-20')).toEqual({
      kind: 'journal',
      till: 'till1',
      day: '2026-11-20',
    })
  })

  it.each([
    '',
    ' ',
    '/',
    '*',
    '..',
    '.',
    ':',
    'settings/',
    '/settings',
    'settings/x',
    'Settings',
    'settings ',
    'settings\n',
    'settings\u0000',
    'staff',
    'staff/',
    'staff/*',
    'staff/..',
    'staff/%2f',
    'staff/a%2fb',
    'staff/a/b',
    'staff/a:b',
    'staff/a b',
    'staff/ä',
    'staff/a\n',
    'staff//a',
    `staff/${'a'.repeat(33)}`,
    'catalog/../settings',
    'catalog/__proto__/x',
    'stock/store1',
    'stock/store1/',
    'stock//till1',
    'stock/store1/till1/x',
    'stock/*/till1',
    'journal/till1',
    'journal/till1/',
    'journal/till1/20261120',
    'journal/till1/2026-13-01',
    'journal/till1/2026-00-10',
    'journal/till1/2026-11-32',
    'journal/till1/2026-11-20\n',
    'journal/till1/+02026-11-20',
    'journal/../2026-11-20',
    'parked',
    'parked/store1',
    'parked/store1/2026-11-31x',
    'parked/*/2026-11-20',
    'constructor',
    '__proto__',
    'x'.repeat(100_000),
  ])('A2 is not made of %j', name => {
    expect(parseDocumentId(name)).toBeUndefined()
  })

  it(
    'A2 never reads two ways',
    () => {
      fc.assert(
        fc.property(
          fc.array(fc.constantFrom('staff', 'stock', 'journal', 'a', '/', '2026-11-20', '.', '%2f', '')),
          parts => {
            const id: DocumentId | undefined = parseDocumentId(parts.join(''))
            if (id !== undefined) expect(formatDocumentId(id)).toBe(parts.join(''))
          },
        ),
        { seed: 2, numRuns: 2_000 },
      )
    },
    PROPERTY_TIMEOUT,
  )
})
