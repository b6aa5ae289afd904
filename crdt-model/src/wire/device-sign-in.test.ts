import { expect, it } from 'vitest'
import { deviceSignInMessage } from './device-sign-in.ts'

it('W4 binds a device sign-in to its purpose, the database, the device and one challenge', () => {
  const text = new TextDecoder().decode(deviceSignInMessage('db', 'device', 'challenge'))
  expect(text).toBe('evertill device sign-in\ndb\ndevice\nchallenge')
  expect(deviceSignInMessage('db', 'a', 'b')).not.toEqual(deviceSignInMessage('db', 'b', 'a'))
})
