import { describe, expect, it } from 'vitest'
import { compareWithMemory } from './relay-memory.ts'

const KNOWN = { database: 'db', incarnation: 'one', through: 100 }
const HELLO = { database: 'db', incarnation: 'one', through: 100 }

describe('what a relay remembers', () => {
  it.each([
    ['the same database that has all it said', HELLO, 'same'],
    ['the same database that has more', { ...HELLO, through: 120 }, 'same'],
    ['a database that is behind what it acknowledged', { ...HELLO, through: 99 }, 'forgot'],
    ['a restored copy, though it has as much', { ...HELLO, incarnation: 'two' }, 'forgot'],
    ['another database', { ...HELLO, database: 'other', through: 500 }, 'forgot'],
  ])('%s', (_, hello, memory) => {
    expect(compareWithMemory(KNOWN, hello)).toBe(memory)
  })

  it('is told by nothing at the first meeting', () => {
    expect(compareWithMemory({ ...KNOWN, incarnation: undefined, through: 0 }, HELLO)).toBe('new')
  })
})
