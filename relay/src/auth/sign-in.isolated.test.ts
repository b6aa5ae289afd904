import { addUserReply } from '@evertill/crdt-model'
import * as v from 'valibot'
import { beforeEach, expect, it, vi } from 'vitest'
import { testDatabases } from '../testing/postgres.ts'
import { createTestRelay, OWNER, setUpOwnShop, type TestRelay } from '../testing/test-relay.ts'
import { verifyArgon2id } from './oslo.ts'

vi.mock('./oslo.ts', async importOriginal => {
  const original = await importOriginal<typeof import('./oslo.ts')>()
  return { ...original, verifyArgon2id: vi.fn(original.verifyArgon2id) }
})
const verify = vi.mocked(verifyArgon2id)

/** What a hash says of the work to check it. */
const WORK = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/

let relay: TestRelay
beforeEach(async () => {
  const [pglite] = await testDatabases()
  if (!pglite) throw new Error('PGlite is always there')
  relay = await createTestRelay(await pglite.open())
  return () => relay.close()
})

it('does the same work for every account that is refused: one check of one hash of the same cost', async () => {
  const owner = await setUpOwnShop(relay)
  const add = (email: string, more: object) =>
    owner.post('/api/users', { name: 'Mia', email, role: 'manager', ...more })
  await add('invited@shop.example', {})
  const added = await add('revoked@shop.example', { password: 'a long password' })
  const { user } = v.parse(addUserReply, await added.json())
  await owner.delete(`/api/users/${user.id}`)
  const answers: unknown[] = []
  for (const email of [OWNER.email, 'no@body.example', 'invited@shop.example', 'revoked@shop.example']) {
    verify.mockClear()
    const response = await relay.browser().post('/api/session', { email, password: 'not the password' })
    answers.push([response.status, await response.json()])
    expect(verify.mock.calls.map(([hash, password]) => [WORK.test(hash), password])).toEqual([
      [true, 'not the password'],
    ])
  }
  expect(answers).toEqual(answers.map(() => answers[0]))
})

it('does no work at all for who must wait', async () => {
  for (let i = 0; i < 5; i++) await relay.browser().post('/api/session', { email: 'a@b.c', password: 'x' })
  verify.mockClear()
  const refused = await relay.browser().post('/api/session', { email: 'a@b.c', password: 'x' })
  expect([refused.status, verify.mock.calls.length]).toEqual([429, 0])
})
