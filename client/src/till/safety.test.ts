import { describe, expect, it } from 'vitest'
import { safetyOf } from './safety.ts'

const JOURNAL = { name: 'journal/G1/2026-11-20', connected: false, synced: false } as const
const SAFE = { phase: 'ready', online: true, refused: null, unsyncedSales: 0, documents: [] } as const

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
      { documents: [{ ...JOURNAL, refused: 'clockGap' }], unsyncedSales: 2 },
      { kind: 'attention', why: 'refused-copy' },
    ],
    [{ documents: [{ ...JOURNAL, refused: null }] }, { kind: 'safe' }],
    [
      { refused: 'unauthenticated', online: false },
      { kind: 'attention', why: 'signed-out' },
    ],
  ] as const)('%j', (change, expected) => {
    expect(safetyOf({ ...SAFE, ...change })).toEqual(expected)
  })
})
