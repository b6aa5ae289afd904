import { type PersonId, pinDelay, toId } from '@evertill/crdt-model'
import { expect, it } from 'vitest'
import { afterWrongPin, checkPin, makePinVerifier, waitBefore } from './pin.ts'

const person = toId<PersonId>('amelia')

it('takes the right PIN and no other', async () => {
  const verifier = await makePinVerifier('2468')
  expect(await checkPin('2468', verifier)).toBe(true)
  expect(await checkPin('2469', verifier)).toBe(false)
  expect(await checkPin('', verifier)).toBe(false)
})

it('salts each verifier anew', async () => {
  const [one, other] = await Promise.all([makePinVerifier('2468'), makePinVerifier('2468')])
  expect(one.salt).not.toBe(other.salt)
  expect(one.hash).not.toBe(other.hash)
})

it('checks a verifier made elsewhere: PBKDF2-SHA256 of the PIN, 256 bits, base64', async () => {
  // RFC 7914, section 11: PBKDF2-HMAC-SHA-256 (P="passwd", S="salt", c=1), the first 32 bytes.
  const hash = '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc'
  const verifier = { salt: btoa('salt'), iterations: 1, hash: Buffer.from(hash, 'hex').toString('base64') }
  expect(await checkPin('passwd', verifier)).toBe(true)
})

it('makes the next try wait longer with each failure, and nobody who has not failed', () => {
  const now = 1_000_000
  expect(waitBefore(undefined, now)).toBe(0)
  let attempts = afterWrongPin(person, undefined, now)
  for (let failures = 1; failures <= 12; failures++) {
    expect(attempts.failures).toBe(failures)
    expect(waitBefore(attempts, now)).toBe(pinDelay(failures))
    attempts = afterWrongPin(person, attempts, now)
  }
})

it('counts the wait down, and lets a clock that was set back block nobody for longer than the delay', () => {
  let attempts = afterWrongPin(person, undefined, 0)
  for (let i = 0; i < 5; i++) attempts = afterWrongPin(person, attempts, 1_000_000)
  const delay = pinDelay(attempts.failures)
  expect(waitBefore(attempts, 1_000_000 + delay - 10)).toBe(10)
  expect(waitBefore(attempts, 1_000_000 + delay)).toBe(0)
  expect(waitBefore(attempts, 1000)).toBe(delay)
})
