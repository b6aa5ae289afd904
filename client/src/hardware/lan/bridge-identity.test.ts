import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { identityStatement, type LanAddress, readLanAddress } from '@evertill/crdt-model/printing'
import { beforeEach, describe, expect, it } from 'vitest'
import { BridgeClient, pairWithLanBridge } from '../printing/bridge-client.ts'
import { BridgePort } from '../printing/bridge-port.ts'
import { BridgeRefusal } from '../printing/bridge-refusal.ts'
import {
  BridgeUnreachable,
  type BridgeWire,
  type WireAnswer,
  type WireRequest,
} from '../printing/bridge-wire.ts'
import type { EncodedJob, JobSteps } from '../printing/printer-port.ts'
import { askIdentity, keyWords, OtherBridge } from './bridge-identity.ts'

function addressOf(text: string): LanAddress {
  const address = readLanAddress(text)
  if (address === null) throw new Error('no address')
  return address
}

const ADDRESS = addressOf('192.168.1.20')
const TOKEN = 'T'.repeat(43)
const WORDS = { code: '12345678', till: 'Till 2' }
const QUEUED: WireAnswer = {
  status: 202,
  said: {
    ...{ state: 'confirmed', confirmedBy: 'gsr', jobId: 'job-1-abc', printerId: 'counter' },
    ...{ attempts: 1, bytesWritten: 3, lastStatus: null },
  },
}
const JOB: EncodedJob = {
  ...{ id: 'job-1-abc', kind: 'receipt', bytes: Uint8Array.of(1, 2, 3), copyOf: null, offeredBefore: false },
  expiresAt: Date.now() + 60_000,
}
const STEPS: JobSteps = {
  note: async () => undefined,
  waiting: () => undefined,
  confirmedLate: () => undefined,
}

/** What stands at the address: a bridge with a key, which signs as the real one does. */
class Bridge implements BridgeWire {
  readonly asked: WireRequest[] = []
  privateKey: KeyObject
  publicKey: KeyObject
  /** What it says that it was called; a bridge that passes the question on says another. */
  place = ADDRESS
  isAway = false
  identity: (nonce: string) => WireAnswer = nonce => this.prove(nonce)

  constructor() {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.privateKey = pair.privateKey
    this.publicKey = pair.publicKey
  }

  get key(): string {
    return this.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  }

  prove(nonce: string, { key, place } = { key: this.key, place: this.place }): WireAnswer {
    const statement = Buffer.from(identityStatement(place, nonce))
    const signature = sign('sha256', statement, { key: this.privateKey, dsaEncoding: 'ieee-p1363' })
    return { status: 200, said: { key, signature: signature.toString('base64') } }
  }

  async isThere() {
    return !this.isAway
  }

  async ask(request: WireRequest): Promise<WireAnswer> {
    if (this.isAway) throw new BridgeUnreachable()
    this.asked.push(request)
    const { path, body } = request
    if (path === '/v1/identity') return this.identity((body as { nonce: string }).nonce)
    if (path === '/v1/pair') return { status: 200, said: { token: TOKEN } }
    if (path === '/v1/jobs') return QUEUED
    return { status: 200, said: [] }
  }

  /** Everything it was told beside questions for its key. */
  get told(): WireRequest[] {
    return this.asked.filter(({ path }) => path !== '/v1/identity')
  }
}

let bridge: Bridge
beforeEach(() => {
  bridge = new Bridge()
})

describe('a till that is paired with a bridge on the network', () => {
  const pairedClient = async () => new BridgeClient(await pairWithLanBridge(ADDRESS, WORDS, bridge), bridge)

  it('keeps the key that the bridge proved before it was told the code', async () => {
    const paired = await pairWithLanBridge(ADDRESS, WORDS, bridge)
    expect(paired).toEqual({ port: 9754, token: TOKEN, lan: { address: ADDRESS, key: bridge.key } })
    expect(bridge.asked.map(({ path }) => path)).toEqual(['/v1/identity', '/v1/pair'])
  })

  it('has the key proved before each job, by a question that was never asked before', async () => {
    const client = await pairedClient()
    for (let turn = 0; turn < 3; turn++) await client.submit({ ...requestOf('job-1-abc') })
    const paths = bridge.asked.slice(2).map(({ path }) => path)
    expect(paths).toEqual(Array(3).fill(['/v1/identity', '/v1/jobs']).flat())
    const nonces = bridge.asked
      .filter(({ path }) => path === '/v1/identity')
      .map(({ body }) => JSON.stringify(body))
    expect(new Set(nonces).size).toBe(4)
  })

  it('asks on without a new proof for a moment, and with one after the bridge was away', async () => {
    const client = await pairedClient()
    await client.printers()
    await client.printers()
    expect(bridge.asked.slice(2).map(({ path }) => path)).toEqual([
      '/v1/identity',
      '/v1/printers',
      '/v1/printers',
    ])
    bridge.isAway = true
    await expect(client.printers()).rejects.toThrow(BridgeUnreachable)
    bridge.isAway = false
    await client.printers()
    expect(bridge.asked.slice(-2).map(({ path }) => path)).toEqual(['/v1/identity', '/v1/printers'])
  })

  it('notices a bridge that came into its place between two questions, after it was away', async () => {
    const client = await pairedClient()
    await client.printers()
    bridge.isAway = true
    await client.printers().catch(() => undefined)
    Object.assign(bridge, new Bridge(), { asked: [] })
    await expect(client.printers()).rejects.toThrow(OtherBridge)
    expect(bridge.told).toEqual([])
  })

  it.each<[string, (bridge: Bridge) => void]>([
    ['with a key of its own', other => Object.assign(other, pick(new Bridge()))],
    [
      'that shows our key and cannot sign with it',
      other => {
        const { key } = other
        Object.assign(other, pick(new Bridge()))
        other.identity = nonce => other.prove(nonce, { key, place: ADDRESS })
      },
    ],
    [
      'that has the right one sign for another address',
      other => {
        other.place = addressOf('192.168.1.21')
      },
    ],
    [
      'that plays an old proof again',
      other => {
        const old = other.prove('A'.repeat(43))
        other.identity = () => old
      },
    ],
    [
      'that knows of no keys',
      other => Object.assign(other, { identity: () => ({ status: 404, said: null }) }),
    ],
    [
      'that says something else',
      other => Object.assign(other, { identity: () => ({ status: 200, said: {} }) }),
    ],
    [
      'that says what is no key',
      other =>
        Object.assign(other, { identity: () => ({ status: 200, said: { key: 'AAAA', signature: 'AAAA' } }) }),
    ],
  ])('sends nothing to a bridge %s, and says so', async (_, change) => {
    const paired = await pairWithLanBridge(ADDRESS, WORDS, bridge)
    change(bridge)
    bridge.asked.length = 0
    const port = new BridgePort({ ...paired, printerId: 'counter' }, new BridgeClient(paired, bridge))
    expect(await port.print(JOB, STEPS)).toMatchObject({
      ...{ state: 'failed', reason: 'other-bridge', retryAt: expect.any(Number) },
    })
    expect(await port.look(true)).toMatchObject({ problem: 'other-bridge' })
    expect(await port.look(false)).toMatchObject({ problem: 'other-bridge' })
    expect(bridge.told).toEqual([])
    expect(JSON.stringify(bridge.asked)).not.toContain(TOKEN)
  })

  it('says of a job that the right bridge may have that nobody knows, when another stays in its place', async () => {
    const paired = await pairWithLanBridge(ADDRESS, WORDS, bridge)
    const port = new BridgePort({ ...paired, printerId: 'counter' }, new BridgeClient(paired, bridge))
    Object.assign(bridge, pick(new Bridge()))
    const late = { ...JOB, offeredBefore: true, expiresAt: Date.now() - 1 }
    expect(await port.print(late, STEPS)).toEqual({ state: 'unknown', reason: 'link-lost' })
  })

  it('prints when the right one is back', async () => {
    const paired = await pairWithLanBridge(ADDRESS, WORDS, bridge)
    const port = new BridgePort({ ...paired, printerId: 'counter' }, new BridgeClient(paired, bridge))
    const right = pick(bridge)
    Object.assign(bridge, pick(new Bridge()))
    expect(await port.print(JOB, STEPS)).toMatchObject({ reason: 'other-bridge' })
    Object.assign(bridge, right)
    expect(await port.print(JOB, STEPS)).toMatchObject({ state: 'confirmed' })
  })
})

describe('a till that is being paired', () => {
  it('tells its code to nobody who cannot prove a key', async () => {
    bridge.identity = nonce => ({ ...bridge.prove(nonce), said: { key: bridge.key, signature: 'AAAA' } })
    await expect(pairWithLanBridge(ADDRESS, WORDS, bridge)).rejects.toThrow(OtherBridge)
    expect(bridge.told).toEqual([])
  })

  it('hears why it was refused', async () => {
    bridge.identity = () => ({ status: 403, said: { error: { code: 'wrong-origin' } } })
    await expect(askIdentity(bridge, ADDRESS)).rejects.toThrow(new BridgeRefusal('wrong-origin'))
  })
})

it('a key is shown in the form that the bridge’s page shows', async () => {
  expect(await keyWords(bridge.key)).toMatch(/^([0-9A-F]{4} ){3}[0-9A-F]{4}$/)
})

function pick({ privateKey, publicKey }: Bridge) {
  return { privateKey, publicKey }
}

function requestOf(jobId: string) {
  const more = { bytesB64: 'AQID', sha256: '0'.repeat(64), expiresAt: 1 }
  return { jobId, printerId: 'counter', kind: 'receipt' as const, ...more }
}
