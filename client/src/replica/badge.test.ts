import { BADGE_RANDOM_BYTES, makeBadgeCode, type StoreId, toId } from '@evertill/crdt-model'
import { expect, test } from 'vitest'
import type { PersonRow } from '../local/database.ts'
import { makeBadgeVerifier, recentTries, UNKNOWN_BADGES, whoseBadge } from './badge.ts'

const STORE = toId<StoreId>('north')
const code = (seed: number) => makeBadgeCode(new Uint8Array(BADGE_RANDOM_BYTES).fill(seed))

async function person(name: string, seed: number | null, archived = false): Promise<PersonRow> {
  const badge = seed === null ? null : await makeBadgeVerifier(code(seed), STORE)
  return { id: toId(name), name, store: STORE, archived, pin: null, badge }
}

test('P2 a badge is its owner’s and nobody else’s, and nobody’s once its owner is archived', async () => {
  const people = [await person('ada', 1), await person('ben', null), await person('cleo', 2)]
  expect((await whoseBadge(code(2), people))?.name).toBe('cleo')
  expect(await whoseBadge(code(3), people)).toBeUndefined()
  expect(await whoseBadge(code(4), [await person('dora', 4, true)])).toBeUndefined()
})

test('P2 another badge takes the place of the one before', async () => {
  const ada = await person('ada', 1)
  const renewed = { ...ada, badge: await makeBadgeVerifier(code(9), STORE) }
  expect(await whoseBadge(code(1), [renewed])).toBeUndefined()
  expect(await whoseBadge(code(9), [renewed])).toBe(renewed)
})

test('P2 the verifier follows from badge and store, and the badge from neither', async () => {
  const verifier = await makeBadgeVerifier(code(1), STORE)
  expect(await makeBadgeVerifier(code(1), STORE)).toEqual(verifier)
  expect((await makeBadgeVerifier(code(1), toId<StoreId>('south'))).hash).not.toBe(verifier.hash)
  expect(JSON.stringify(verifier)).not.toContain(code(1))
})

test('P3 wrong badges are forgotten an hour after their last wait, also when the clock was set back', () => {
  const tries = { person: UNKNOWN_BADGES, failures: 7, blockedUntil: 10_000_000 } as const
  expect(recentTries(tries, 10_000_000 + 3_599_999)).toBe(tries)
  expect(recentTries(tries, 10_000_000 + 3_600_000)).toBeUndefined()
  expect(recentTries(tries, 1_000)).toBeUndefined()
  expect(recentTries(undefined, 0)).toBeUndefined()
})
