import { describe, expect, it } from 'vitest'
import { safetyOf } from './safety.ts'

const SAFE = { phase: 'ready', online: true, refused: null, unsyncedSales: 0 } as const

describe('what the safety pill says', () => {
  it.each([
    [{}, { kind: 'safe' }],
    [{ unsyncedSales: 3 }, { kind: 'pending', sales: 3 }],
    [
      { online: false, unsyncedSales: 12 },
      { kind: 'offline', sales: 12 },
    ],
    [{ online: false }, { kind: 'offline', sales: 0 }],
    [{ phase: 'starting', online: false }, { kind: 'starting' }],
    [
      { refused: 'revoked', unsyncedSales: 2 },
      { kind: 'attention', why: 'refused' },
    ],
    [
      { refused: 'unauthenticated', online: false },
      { kind: 'attention', why: 'signed-out' },
    ],
  ] as const)('%j', (change, expected) => {
    expect(safetyOf({ ...SAFE, ...change })).toEqual(expected)
  })
})
