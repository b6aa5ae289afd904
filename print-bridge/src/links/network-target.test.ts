import { describe, expect, it } from 'vitest'
import { checkNetworkTarget } from './network-target.ts'

describe('a printer on the network', () => {
  it.each([
    ['192.168.1.50', 9100, null],
    ['10.0.0.7', 9109, null],
    ['172.31.255.254', 6101, null],
    ['169.254.10.1', 9100, null],
    ['fd00::12', 9100, null],
    ['fe80::1', 9100, null],
    ['172.32.0.1', 9100, 'not-private'],
    ['11.0.0.1', 9100, 'not-private'],
    ['8.8.8.8', 9100, 'not-private'],
    ['0.0.0.0', 9100, 'not-private'],
    ['2001:db8::1', 9100, 'not-private'],
    ['::', 9100, 'not-private'],
    ['::ffff:8.8.8.8', 9100, 'not-an-address'],
    ['::ffff:192.168.1.50', 9100, 'not-an-address'],
    ['printer.local', 9100, 'not-an-address'],
    ['192.168.1', 9100, 'not-an-address'],
    ['0x7f000001', 9100, 'not-an-address'],
    ['192.168.1.50', 80, 'port-not-allowed'],
    ['192.168.1.50', 22, 'port-not-allowed'],
  ])('%s port %i: %s', (host, port, problem) => {
    expect(checkNetworkTarget({ host, port })).toBe(problem)
  })

  it('may have another port where the shop says so', () => {
    expect(checkNetworkTarget({ host: '192.168.1.50', port: 4000 }, [4000])).toBeNull()
  })
})
