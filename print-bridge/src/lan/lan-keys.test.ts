import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, createServer } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Credential, issueServer, makeAuthority } from './certificates.ts'
import { LanKeys } from './lan-keys.ts'

const DAY_MS = 24 * 3600 * 1000
const NAMES = { addresses: ['192.168.1.20'], names: ['counter-pc.local'] }

describe('the keys of a bridge', () => {
  let directory: string
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'evertill-keys-'))
  })
  afterEach(() => rm(directory, { recursive: true }))

  it('show one certificate as long as it is good, and then a new one of the same authority', async () => {
    const start = Date.now()
    const keys = await LanKeys.make(directory, NAMES, start)
    const { authorityFingerprint, identityHash } = keys
    const first = await keys.serverFor(NAMES, start)
    expect(await keys.serverFor(NAMES, start + 300 * DAY_MS)).toEqual(first)
    const renewed = await keys.serverFor(NAMES, start + 340 * DAY_MS)
    expect(renewed).not.toEqual(first)
    expect(Date.parse(new X509Certificate(renewed.certificate).validTo)).toBeGreaterThan(start + 700 * DAY_MS)
    expect([keys.authorityFingerprint, keys.identityHash]).toEqual([authorityFingerprint, identityHash])
    const again = await LanKeys.read(directory)
    expect(await again?.serverFor(NAMES, start + 341 * DAY_MS)).toEqual(renewed)
    expect([again?.authorityFingerprint, again?.identityHash]).toEqual([authorityFingerprint, identityHash])
  })

  it('show a new one when address or name are others', async () => {
    const keys = await LanKeys.make(directory, NAMES, Date.now())
    const first = await keys.serverFor(NAMES, Date.now())
    const moved = await keys.serverFor({ ...NAMES, addresses: ['192.168.1.21'] }, Date.now())
    expect(moved).not.toEqual(first)
    expect(new X509Certificate(moved.certificate).checkIP('192.168.1.21')).toBe('192.168.1.21')
  })
})

describe('who has the key of a bridge’s authority', async () => {
  const authority = await makeAuthority('stolen', Date.now())

  it.each([
    ['192.168.1.20', { addresses: ['192.168.1.20'], names: [] }],
    ['counter-pc.local', { addresses: [], names: ['counter-pc.local'] }],
  ])('may vouch for %s', async (name, names) => {
    const shown = await issueServer(authority, names, Date.now())
    await expect(handshake(shown, authority, name)).resolves.toBe(true)
  })

  it.each([
    ['bank.example', { addresses: [], names: ['bank.example'] }],
    ['bank.example', { addresses: ['192.168.1.20'], names: ['counter-pc.local', 'bank.example'] }],
    ['local.example', { addresses: [], names: ['local.example'] }],
    ['8.8.8.8', { addresses: ['8.8.8.8'], names: [] }],
    ['172.32.0.1', { addresses: ['172.32.0.1'], names: [] }],
  ])('may not vouch for %s: devices refuse it', async (name, names) => {
    const shown = await issueServer(authority, names, Date.now())
    await expect(handshake(shown, authority, name)).rejects.toThrow(/permitted subtree violation/)
  })

  it('may make no further authority', async () => {
    const below = { ...(await makeAuthority('below', Date.now())) }
    const shown = await issueServer(below, NAMES, Date.now())
    await expect(handshake(shown, authority, 'counter-pc.local')).rejects.toThrow(/certificate/)
  })
})

/** A device that trusts the authority opens a connection by this name. */
async function handshake(shown: Credential, trusted: Credential, name: string): Promise<boolean> {
  const server = createServer({ key: shown.key, cert: shown.certificate }).listen(0, '127.0.0.1')
  server.on('tlsClientError', () => undefined)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const isAddress = /^[\d.]+$/.test(name)
  const socket = connect({
    ...{ host: '127.0.0.1', port, ca: trusted.certificate },
    ...(isAddress ? {} : { servername: name }),
    checkServerIdentity: () => undefined,
  })
  try {
    await once(socket, 'secureConnect')
    return socket.authorized
  } finally {
    socket.destroy()
    server.close()
  }
}
