import { createHash, createPublicKey, randomBytes, verify, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createConnection, createServer } from 'node:net'
import { join } from 'node:path'
import { connect } from 'node:tls'
import {
  type IdentityAnswer,
  identityAnswer,
  identityStatement,
  readLanAddress,
  shortFingerprint,
} from '@evertill/crdt-model/printing'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeAuthority } from '../src/lan/certificates.ts'
import { ask, errorCode, jobOf, OTHER_ORIGIN, receipt, TILL_ORIGIN } from './harness.ts'
import { LAN_ADDRESS, LAN_NAME, type LanRig, makeLanRig } from './lan-rig.ts'

let rig: LanRig
beforeEach(async () => {
  rig = await makeLanRig()
})
afterEach(() => rig.stop())

const JSON_TYPE = { 'content-type': 'application/json' }
const lanState = async () => JSON.parse((await rig.own('/own/state')).text).lan
const tills = async () =>
  JSON.parse((await rig.own('/own/state')).text).origins.flatMap(
    (known: { tills: { id: string; name: string; via: string }[] }) => known.tills,
  )
const keysPath = () => join(rig.directory, 'lan-keys.json')

/** Whether anything listens there at all. */
async function isOpen(host: string, port: number): Promise<boolean> {
  const socket = createConnection(port, host)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

async function identity(nonce = randomBytes(32).toString('base64url')) {
  const answer = await rig.askLan('/v1/identity', {
    method: 'POST',
    headers: { origin: TILL_ORIGIN, ...JSON_TYPE },
    body: JSON.stringify({ nonce }),
  })
  return { nonce, proof: v.parse(identityAnswer, JSON.parse(answer.text)) }
}

function isProof({ key, signature }: IdentityAnswer, place: string, nonce: string): boolean {
  const address = readLanAddress(place)
  if (address === null) throw new Error('no address')
  const spki = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })
  const statement = Buffer.from(identityStatement(address, nonce))
  return verify(
    'sha256',
    statement,
    { key: spki, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64'),
  )
}

describe('a bridge that nobody told to serve the network', () => {
  it('listens on the loopback interface alone, and has no keys', async () => {
    expect(await isOpen(LAN_ADDRESS, rig.lanPort)).toBe(false)
    expect(await isOpen(LAN_ADDRESS, rig.bridge.port)).toBe(false)
    expect(await lanState()).toMatchObject({ state: 'off', on: false, choices: [LAN_ADDRESS], keys: null })
    await expect(stat(keysPath())).rejects.toThrow('ENOENT')
    expect((await rig.own('/own/lan/certificate')).status).toBe(404)
  })

  it.each([
    ['an allowed till', { origin: TILL_ORIGIN }],
    ['another site', { origin: 'https://evil.test' }],
    ['nobody in particular', {}],
  ])('is not told to by %s', async (_, headers) => {
    for (const path of ['/own/lan/on', '/own/lan/off', '/own/lan/anew', '/own/tills/revoke']) {
      const body = JSON.stringify({ address: LAN_ADDRESS, port: rig.lanPort, id: 'x' })
      const answer = await ask(rig.bridge.port, path, {
        method: 'POST',
        headers: { ...headers, ...JSON_TYPE },
        body,
      })
      expect(answer.status).toBe(403)
    }
    expect(await isOpen(LAN_ADDRESS, rig.lanPort)).toBe(false)
  })

  it.each(['0.0.0.0', '127.0.0.1', '8.8.8.8', '192.168.1.20', '::', 'localhost', ''])(
    'serves no address that is not its own: "%s"',
    async address => {
      const answer = await rig.own('/own/lan/on', { address, port: rig.lanPort })
      expect([400, 422]).toContain(answer.status)
      expect(await lanState()).toMatchObject({ state: 'off' })
    },
  )
})

describe('a bridge that serves the network', () => {
  beforeEach(() => rig.turnOn())

  it('speaks TLS there and nothing else, at that one address', async () => {
    const answer = await rig.askLan('/v1/health')
    expect(JSON.parse(answer.text)).toMatchObject({ name: 'evertill-print-bridge' })
    await expect(ask(rig.lanPort, '/v1/health', { host: LAN_ADDRESS })).rejects.toThrow()
    expect(await isOpen('127.0.0.3', rig.lanPort)).toBe(false)
    expect(await isOpen('127.0.0.1', rig.lanPort)).toBe(false)
    const old = connect({
      host: LAN_ADDRESS,
      port: rig.lanPort,
      maxVersion: 'TLSv1.1',
      rejectUnauthorized: false,
    })
    await expect(once(old, 'secureConnect')).rejects.toThrow()
  })

  it('is trusted by devices that were given its certificate, and by no other', async () => {
    const shown = new X509Certificate(await rig.certificate())
    expect((await lanState()).keys.fingerprint).toBe(shown.fingerprint256)
    expect((await rig.askLan('/v1/health', { name: LAN_NAME })).status).toBe(200)
    const other = (await makeAuthority('other', Date.now())).certificate
    await expect(rig.askLan('/v1/health', { ca: other })).rejects.toThrow(/certificate/)
    await expect(rig.askLan('/v1/health', { name: 'other.local' })).rejects.toThrow(/altnames/)
  })

  it('keeps its keys where nobody else reads them', async () => {
    expect((await stat(keysPath())).mode & 0o077).toBe(0)
    expect((await stat(rig.directory)).mode & 0o077).toBe(0)
  })

  it.each(['evil.test', `127.0.0.1`, 'localhost', 'counter-pc.local.evil.test', '127.0.0.3'])(
    'refuses who calls it %s',
    async name => {
      for (const path of ['/v1/health', '/v1/printers', '/trust', '/v1/identity']) {
        const headers = { host: `${name}:${rig.lanPort}`, origin: TILL_ORIGIN }
        expect((await rig.askLan(path, { headers })).status).toBe(421)
      }
    },
  )

  it('answers to its address as well as to its name', async () => {
    const headers = { host: `${LAN_ADDRESS}:${rig.lanPort}` }
    expect((await rig.askLan('/v1/health', { headers })).status).toBe(200)
  })

  it.each(['https://evil.test', 'null', `https://${LAN_NAME}`, 'https://till.test.evil.test'])(
    'refuses the origin %s',
    async origin => {
      const till = await rig.pairLan()
      const body = JSON.stringify({ ...jobOf(receipt('evil')), nonce: 'A'.repeat(43), code: '12345678' })
      for (const path of ['/v1/jobs', '/v1/pair', '/v1/identity']) {
        const headers = { ...till.headers, ...JSON_TYPE, origin }
        const answer = await rig.askLan(path, { method: 'POST', headers, body })
        expect(errorCode(answer)).toBe('wrong-origin')
        expect(answer.headers['access-control-allow-origin']).toBeUndefined()
      }
    },
  )

  it('does not show its own page, nor what that page does', async () => {
    const own = {
      origin: `https://${LAN_NAME}:${rig.lanPort}`,
      'sec-fetch-site': 'same-origin',
      ...JSON_TYPE,
    }
    for (const path of [
      '/',
      '/page.js',
      '/own/state',
      '/own/devices',
      '/own/lan/certificate',
      '/trust/../own/state',
    ])
      expect((await rig.askLan(path, { headers: own })).status).toBe(404)
    for (const path of ['/own/allow', '/own/printers', '/own/lan/on', '/own/lan/off', '/own/tills/revoke']) {
      const body = JSON.stringify({ origin: 'https://evil.test', id: 'counter' })
      expect((await rig.askLan(path, { method: 'POST', headers: own, body })).status).toBe(404)
    }
    expect(await lanState()).toMatchObject({ state: 'listening' })
  })

  it('says to any device of the network how to trust it', async () => {
    const page = await rig.askLan('/trust')
    expect([page.status, page.text]).toEqual([200, 'page file trust.html'])
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    const file = await rig.askLan('/trust/certificate')
    expect(file.headers['content-type']).toBe('application/x-x509-ca-cert')
  })

  it('lets Chrome’s question about private networks pass for allowed origins alone', async () => {
    const asked = {
      'access-control-request-method': 'POST',
      'access-control-request-private-network': 'true',
    }
    const allowed = await rig.askLan('/v1/jobs', {
      method: 'OPTIONS',
      headers: { ...asked, origin: TILL_ORIGIN },
    })
    expect(allowed.headers).toMatchObject({
      'access-control-allow-origin': TILL_ORIGIN,
      'access-control-allow-private-network': 'true',
    })
    const other = await rig.askLan('/v1/jobs', {
      method: 'OPTIONS',
      headers: { ...asked, origin: 'https://evil.test' },
    })
    expect(other.status).toBe(403)
    expect(other.headers['access-control-allow-private-network']).toBeUndefined()
    const { 'access-control-request-private-network': _, ...usual } = asked
    const plain = await rig.askLan('/v1/jobs', {
      method: 'OPTIONS',
      headers: { ...usual, origin: TILL_ORIGIN },
    })
    expect(plain.headers['access-control-allow-private-network']).toBeUndefined()
  })

  it('refuses bodies that are too large, and those of forms', async () => {
    const till = await rig.pairLan()
    const large = await till.post('/v1/jobs', { padding: 'x'.repeat(256 * 1024) })
    expect(large.status).toBe(413)
    const headers = { ...till.headers, 'content-type': 'text/plain' }
    const form = await rig.askLan('/v1/jobs', {
      method: 'POST',
      headers,
      body: JSON.stringify(jobOf(receipt('x'))),
    })
    expect(form.status).toBe(415)
  })
})

describe('pairing over the network', () => {
  beforeEach(() => rig.turnOn())
  const redeem = (code: string, origin = TILL_ORIGIN) =>
    rig.askLan('/v1/pair', {
      method: 'POST',
      headers: { origin, ...JSON_TYPE },
      body: JSON.stringify({ code }),
    })

  it('needs the code from the bridge’s own page, for that origin, once', async () => {
    expect(errorCode(await redeem('12345678'))).toBe('no-code')
    const { code } = JSON.parse((await rig.own('/own/allow', { origin: TILL_ORIGIN })).text)
    expect(errorCode(await redeem(code, OTHER_ORIGIN))).toBe('wrong-code')
    expect((await redeem(code)).status).toBe(200)
    expect(errorCode(await redeem(code))).toBe('no-code')
  })

  it('is not tried without end', async () => {
    const answers = []
    for (let turn = 0; turn < 12; turn++) answers.push(errorCode(await redeem('12345678')))
    expect(answers.slice(0, 10)).toEqual(Array(10).fill('no-code'))
    expect(answers.slice(10)).toEqual(['too-many-tries', 'too-many-tries'])
    // This machine's own till is not kept waiting by that.
    const { code } = JSON.parse((await rig.own('/own/allow', { origin: TILL_ORIGIN })).text)
    const here = await ask(rig.bridge.port, '/v1/pair', {
      method: 'POST',
      headers: { origin: TILL_ORIGIN, ...JSON_TYPE },
      body: JSON.stringify({ code }),
    })
    expect(here.status).toBe(200)
  })

  it('gives a token that is good there, and one of this machine is not', async () => {
    const till = await rig.pairLan()
    expect((await till.get('/v1/printers')).status).toBe(200)
    expect((await ask(rig.bridge.port, '/v1/printers', { headers: till.headers })).status).toBe(401)
    expect((await rig.askLan('/v1/printers', { headers: rig.till.headers })).status).toBe(401)
    const stolen = { ...till.headers, origin: OTHER_ORIGIN }
    expect((await rig.askLan('/v1/printers', { headers: stolen })).status).toBe(401)
    expect((await rig.askLan('/v1/printers', { headers: { origin: TILL_ORIGIN } })).status).toBe(401)
  })

  it('gives each till a token of its own, listed by its name and revoked by itself', async () => {
    const [first, second] = [await rig.pairLan({ till: 'Till 2' }), await rig.pairLan({ till: 'Till 3' })]
    const listed = await tills()
    expect(listed.map(({ name, via }: { name: string; via: string }) => [name, via])).toEqual([
      ['', 'loopback'],
      ['Till 2', 'lan'],
      ['Till 3', 'lan'],
    ])
    await rig.own('/own/tills/revoke', { id: listed[1].id })
    expect((await first.get('/v1/printers')).status).toBe(401)
    expect((await second.get('/v1/printers')).status).toBe(200)
    expect((await rig.till.get('/v1/printers')).status).toBe(200)
    expect(await tills()).toHaveLength(2)
  })

  it('is kept from what another shop prints', async () => {
    const ours = await rig.pairLan()
    const theirs = await rig.pairLan({ origin: OTHER_ORIGIN })
    const job = jobOf(receipt('ours'))
    expect((await ours.print(job)).status).toBe(202)
    await ours.until(job.jobId, 'confirmed')
    expect(rig.engine.paper.receipts).toContainEqual(['ours'])
    expect((await theirs.get(`/v1/jobs/${job.jobId}`)).status).toBe(404)
    const settled = await theirs.post(`/v1/jobs/${job.jobId}/resolve`, {
      outcome: 'printed',
      operator: 'Eve',
    })
    expect(settled.status).toBe(404)
    // The same job by a till of the shop is known, and printed once.
    const again = await (await rig.pairLan({ till: 'Till 3' })).print(job)
    expect([again.status, JSON.parse(again.text).state]).toEqual([200, 'confirmed'])
    expect(rig.engine.paper.receipts).toHaveLength(1)
  })

  it('opens drawers no oftener than one interface alone', async () => {
    const till = await rig.pairLan()
    const pulse = () => jobOf(Buffer.from([0x1b, 0x70, 0, 50, 250]), { kind: 'drawer' })
    for (let turn = 0; turn < 6; turn++) {
      expect((await till.print(pulse())).status).toBe(202)
      expect((await rig.till.print(pulse())).status).toBe(202)
    }
    expect([(await till.print(pulse())).status, (await rig.till.print(pulse())).status]).toEqual([429, 429])
  })

  it('leaves no secret in the log', async () => {
    const till = await rig.pairLan()
    await till.print(jobOf(receipt('secret words')))
    const { nonce, proof } = await identity()
    const all = rig.log.join('')
    expect(all).toContain('"via":"lan"')
    const keys = JSON.parse(await readFile(keysPath(), 'utf8'))
    const secrets = [
      till.token,
      nonce,
      proof.signature,
      'secret words',
      'PRIVATE KEY',
      keys.identity.slice(40, 80),
    ]
    for (const secret of secrets) expect(all).not.toContain(secret)
  })
})

describe('the key that tills pin', () => {
  beforeEach(() => rig.turnOn())

  it('is proved anew for each question, for this address alone', async () => {
    const { nonce, proof } = await identity()
    const place = `https://${LAN_NAME}:${rig.lanPort}`
    expect(isProof(proof, place, nonce)).toBe(true)
    expect(isProof(proof, place, randomBytes(32).toString('base64url'))).toBe(false)
    expect(isProof(proof, 'https://192.168.1.20:9754', nonce)).toBe(false)
    const hash = createHash('sha256').update(Buffer.from(proof.key, 'base64')).digest('hex')
    expect((await lanState()).keys.identity).toBe(shortFingerprint(hash))
  })

  it.each(['', 'short', 'A'.repeat(44), `${'A'.repeat(42)}\n`])(
    'signs nothing else than nonces: "%s"',
    async nonce => {
      const headers = { origin: TILL_ORIGIN, ...JSON_TYPE }
      const answer = await rig.askLan('/v1/identity', {
        method: 'POST',
        headers,
        body: JSON.stringify({ nonce }),
      })
      expect(answer.status).toBe(400)
    },
  )

  it('is not proved on the loopback interface, where nobody else can listen', async () => {
    expect((await rig.till.post('/v1/identity', { nonce: 'A'.repeat(43) })).status).toBe(404)
  })

  it('stays with its certificate and its tills through a restart', async () => {
    const till = await rig.pairLan()
    const before = [await rig.certificate(), (await identity()).proof.key, await readFile(keysPath(), 'utf8')]
    await rig.restart()
    expect((await till.get('/v1/printers')).status).toBe(200)
    const after = [await rig.certificate(), (await identity()).proof.key, await readFile(keysPath(), 'utf8')]
    expect(after).toEqual(before)
  })

  it('is made anew on the bridge’s page alone: then every till of the network must pair again', async () => {
    const till = await rig.pairLan()
    const [old, { proof }] = [await rig.certificate(), await identity()]
    expect((await rig.own('/own/lan/anew', {})).status).toBe(200)
    await expect(rig.askLan('/v1/health', { ca: old })).rejects.toThrow()
    expect((await identity()).proof.key).not.toBe(proof.key)
    expect((await till.get('/v1/printers')).status).toBe(401)
    expect((await rig.till.get('/v1/printers')).status).toBe(200)
  })
})

describe('turning it off', () => {
  it('cuts off whoever is connected, at once, and keeps off through a restart', async () => {
    await rig.turnOn()
    const till = await rig.pairLan()
    const ca = await rig.certificate()
    const events = connect({ host: LAN_ADDRESS, port: rig.lanPort, ca, servername: LAN_NAME })
    const head = Object.entries({ host: `${LAN_NAME}:${rig.lanPort}`, ...till.headers })
    events.write(`GET /v1/events HTTP/1.1\r\n${head.map(([k, value]) => `${k}: ${value}\r\n`).join('')}\r\n`)
    await once(events, 'data')
    // One that has said nothing yet, in the middle of its handshake.
    const silent = createConnection(rig.lanPort, LAN_ADDRESS)
    await once(silent, 'connect')
    const gone = Promise.all(
      [events, silent].map(socket =>
        once(
          socket.on('error', () => undefined),
          'close',
        ),
      ),
    )
    expect((await rig.own('/own/lan/off', {})).status).toBe(200)
    await gone
    expect(await isOpen(LAN_ADDRESS, rig.lanPort)).toBe(false)
    await rig.restart()
    expect(await isOpen(LAN_ADDRESS, rig.lanPort)).toBe(false)
    expect(await lanState()).toMatchObject({
      state: 'off',
      on: false,
      address: LAN_ADDRESS,
      port: rig.lanPort,
    })
    // Tills that were paired find it again when it is turned on again.
    await rig.turnOn()
    expect((await till.get('/v1/printers')).status).toBe(200)
  })

  it('ends what a revoked till hears', async () => {
    await rig.turnOn()
    const till = await rig.pairLan()
    const ca = await rig.certificate()
    const events = connect({ host: LAN_ADDRESS, port: rig.lanPort, ca, servername: LAN_NAME })
    const head = Object.entries({ host: `${LAN_NAME}:${rig.lanPort}`, ...till.headers })
    events.write(`GET /v1/events HTTP/1.1\r\n${head.map(([k, value]) => `${k}: ${value}\r\n`).join('')}\r\n`)
    await once(events, 'data')
    const [, { id }] = await tills()
    await rig.own('/own/tills/revoke', { id })
    let heard = ''
    events.on('data', chunk => {
      heard += chunk
    })
    const job = jobOf(receipt('not for you'))
    await rig.till.print(job)
    await rig.till.until(job.jobId, 'confirmed')
    expect(heard).not.toContain(job.jobId)
    events.destroy()
  })
})

describe('when the network cannot be served', () => {
  const prints = async () => {
    const job = jobOf(receipt('still here'))
    await rig.till.print(job)
    await rig.till.until(job.jobId, 'confirmed')
  }

  it.each([
    ['are not JSON', () => writeFile(keysPath(), '{"authority":')],
    [
      'hold no key',
      () => writeFile(keysPath(), JSON.stringify({ authority: { key: 'x', certificate: 'y' } })),
    ],
    ['cannot be opened', () => rm(keysPath()).then(() => mkdir(keysPath()))],
  ])(
    'because its keys %s, that is said, none are made in their place, and this machine prints on',
    async (_, harm) => {
      await rig.turnOn()
      const kept = await readFile(keysPath(), 'utf8')
      await harm()
      await rig.restart()
      expect(await lanState()).toMatchObject({ state: 'problem', problem: 'keys-unreadable', on: true })
      expect(await isOpen(LAN_ADDRESS, rig.lanPort)).toBe(false)
      await prints()
      // A copy that is put back is taken up, and is nobody else's to read.
      await rm(keysPath(), { recursive: true })
      await writeFile(`${keysPath()}.copy`, kept)
      await chmod(`${keysPath()}.copy`, 0o644)
      await rename(`${keysPath()}.copy`, keysPath())
      await rig.restart()
      expect(await lanState()).toMatchObject({ state: 'listening' })
      expect((await stat(keysPath())).mode & 0o077).toBe(0)
    },
  )

  it('because its keys cannot be read, they can be made anew on the page', async () => {
    await rig.turnOn()
    await writeFile(keysPath(), '')
    await rig.restart()
    expect((await rig.own('/own/lan/anew', {})).status).toBe(200)
    expect(await lanState()).toMatchObject({ state: 'listening' })
  })

  it('because the router gave the machine another address, that is said, and it is served again when it is back', async () => {
    await rig.turnOn()
    rig.places.addresses = ['127.0.0.3']
    await expect.poll(lanState).toMatchObject({ state: 'problem', problem: 'address-gone', on: true })
    expect(await isOpen(LAN_ADDRESS, rig.lanPort)).toBe(false)
    await prints()
    rig.places.addresses = [LAN_ADDRESS]
    await expect.poll(lanState).toMatchObject({ state: 'listening' })
    expect((await rig.askLan('/v1/health')).status).toBe(200)
  })

  it.each(['0.0.0.0', '127.0.0.1', '8.8.8.8'])('because its settings say %s, it is not', async address => {
    await rig.turnOn()
    const path = join(rig.directory, 'bridge.json')
    const settings = JSON.parse(await readFile(path, 'utf8'))
    await writeFile(path, JSON.stringify({ ...settings, lan: { on: true, address, port: rig.lanPort } }))
    await rig.restart()
    expect(await lanState()).toMatchObject({ state: 'problem', problem: 'address-gone' })
    for (const host of ['127.0.0.1', LAN_ADDRESS]) expect(await isOpen(host, rig.lanPort)).toBe(false)
  })

  it('by the name that the machine had, it is by its new one, and devices trust it as before', async () => {
    await rig.turnOn()
    const ca = await rig.certificate()
    rig.places.name = 'other-pc.local'
    const status = (name: string) =>
      rig.askLan('/v1/health', { ca, name }).then(
        answer => answer.status,
        () => 0,
      )
    await expect.poll(() => status('other-pc.local')).toBe(200)
    expect(await status(LAN_NAME)).toBe(0)
  })

  it('because something else has the port, that is said, and this machine prints on', async () => {
    const other = createServer().listen(rig.lanPort, LAN_ADDRESS)
    await once(other, 'listening')
    await rig.turnOn()
    expect(await lanState()).toMatchObject({ state: 'problem', problem: 'port-taken', on: true })
    await prints()
    other.close()
    await once(other, 'close')
    await rig.turnOn()
    expect(await lanState()).toMatchObject({ state: 'listening' })
  })
})
