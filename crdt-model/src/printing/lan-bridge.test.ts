import { describe, expect, it } from 'vitest'
import { identityStatement, readLanAddress, shortFingerprint } from './lan-bridge.ts'

describe('the address of a bridge on the network', () => {
  it.each([
    ['192.168.1.20', 'https://192.168.1.20:9754'],
    [' https://192.168.1.20:9754/ ', 'https://192.168.1.20:9754'],
    ['10.0.0.1:8443', 'https://10.0.0.1:8443'],
    ['172.16.0.1', 'https://172.16.0.1:9754'],
    ['172.31.255.255', 'https://172.31.255.255:9754'],
    ['Counter-PC.local', 'https://counter-pc.local:9754'],
    ['https://COUNTER.local:10443', 'https://counter.local:10443'],
  ])('%s is read as %s', (text, address) => {
    expect(readLanAddress(text)).toBe(address)
    expect(readLanAddress(address)).toBe(address)
  })

  it.each([
    ['nothing', ''],
    ['another protocol', 'http://192.168.1.20:9754'],
    ['an address of the internet', '8.8.8.8'],
    ['one beside the private range', '172.32.0.1'],
    ['one below the private range', '172.15.0.1'],
    ['this machine', '127.0.0.1'],
    ['every machine', '0.0.0.0'],
    ['a link-local address', '169.254.169.254'],
    ['a name of the internet', 'bridge.example'],
    ['a name that ends like one', 'bridge.local.example'],
    ['a name that only looks local', 'evil.examplelocal'],
    ['nothing but the ending', '.local'],
    ['a name of two parts', 'a.b.local'],
    ['a path', '192.168.1.20:9754/v1'],
    ['a user', 'https://a@192.168.1.20'],
    ['a second directive', 'https://192.168.1.20:9754; script-src *'],
    ['a second source', 'https://192.168.1.20:9754 https://evil.example'],
    ['a star', 'https://*:9754'],
    ['a line end', '192.168.1.20\nx'],
    ['octal', '192.168.01.20'],
    ['a number', '3232235796'],
    ['five parts', '192.168.1.20.5'],
    ['too large a part', '192.168.1.256'],
    ['the port of a router', '192.168.1.1:443'],
    ['the port of a router in five digits', '192.168.1.1:00443'],
    ['a port too high', '192.168.1.1:65536'],
  ])('cannot be %s', (_, text) => expect(readLanAddress(text)).toBeNull())
})

it('a bridge signs at which address it was asked', () => {
  const address = readLanAddress('192.168.1.20')
  if (address === null) throw new Error('it is one')
  expect(identityStatement(address, 'nonce')).toBe(
    'evertill print bridge identity 1\nhttps://192.168.1.20:9754\nnonce',
  )
})

it('people compare sixteen digits', () => {
  expect(shortFingerprint('0123456789abcdef0123')).toBe('0123 4567 89AB CDEF')
})
