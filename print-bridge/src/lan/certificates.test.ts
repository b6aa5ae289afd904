import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { derOf, issueServer, makeAuthority, publicKeyOf } from './certificates.ts'

const NOW = Date.UTC(2026, 10, 21)
const YEAR_MS = 365 * 24 * 3600 * 1000

describe('the certificates of a bridge', async () => {
  const authority = await makeAuthority('counter-pc', NOW)
  const server = await issueServer(
    authority,
    { addresses: ['192.168.1.20'], names: ['counter-pc.local'] },
    NOW,
  )
  const root = new X509Certificate(authority.certificate)
  const leaf = new X509Certificate(server.certificate)

  it('are an authority of its own and what it vouches for', () => {
    expect(root.ca).toBe(true)
    expect(root.subject).toBe('CN=Evertill print bridge counter-pc')
    expect(root.verify(root.publicKey)).toBe(true)
    expect(leaf.ca).toBe(false)
    expect(leaf.checkIssued(root)).toBe(true)
    expect(leaf.verify(root.publicKey)).toBe(true)
    expect(leaf.publicKey.export({ type: 'spki', format: 'der' })).toEqual(publicKeyOf(server.key))
    expect(new X509Certificate(derOf(authority.certificate)).fingerprint256).toBe(root.fingerprint256)
  })

  it('name the address and the name of the bridge and no other', () => {
    expect(leaf.checkIP('192.168.1.20')).toBe('192.168.1.20')
    expect(leaf.checkHost('counter-pc.local')).toBe('counter-pc.local')
    expect(leaf.checkIP('192.168.1.21')).toBeUndefined()
    expect(leaf.checkHost('evil.example')).toBeUndefined()
  })

  it('are good for ten years, and for less than Apple’s 825 days', () => {
    expect(Date.parse(root.validTo) - NOW).toBeGreaterThan(9 * YEAR_MS)
    expect(Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)).toBeLessThan(825 * 24 * 3600 * 1000)
    expect(Date.parse(leaf.validFrom)).toBeLessThan(NOW)
  })

  it('are never the same twice', async () => {
    const other = new X509Certificate((await makeAuthority('counter-pc', NOW)).certificate)
    expect(other.serialNumber).not.toBe(root.serialNumber)
    expect(leaf.verify(other.publicKey)).toBe(false)
  })
})
