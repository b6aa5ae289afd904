import { expect, it } from 'vitest'
import { hashPassword, verifyPassword } from './password.ts'

it('hashes with Argon2id and a salt of its own each time', async () => {
  const [a, b] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
  expect(a).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(a).not.toBe(b)
})

it('takes the right password, and the same one typed on another keyboard', async () => {
  const hash = await hashPassword('caf\u00e9 au lait')
  expect(await verifyPassword(hash, 'caf\u00e9 au lait')).toBe(true)
  expect(await verifyPassword(hash, 'cafe\u0301 au lait')).toBe(true)
  expect(await verifyPassword(hash, 'cafe au lait')).toBe(false)
})

it('takes none for an account that does not exist or has no password', async () => {
  expect(await verifyPassword(undefined, '')).toBe(false)
  expect(await verifyPassword(null, 'anything')).toBe(false)
})
