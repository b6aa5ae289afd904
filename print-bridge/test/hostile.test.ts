import { createConnection } from 'node:net'
import { MAX_JOB_BODY_BYTES } from '@evertill/crdt-model/printing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  ask,
  errorCode,
  jobOf,
  makeRig,
  OTHER_ORIGIN,
  PULSE,
  pair,
  type Rig,
  receipt,
  TILL_ORIGIN,
} from './harness.ts'

let rig: Rig
let port: number
beforeAll(async () => {
  rig = await makeRig()
  port = rig.bridge.port
})
afterAll(() => rig.stop())

const JSON_TYPE = { 'content-type': 'application/json' }

describe('the health of the bridge', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]'])('is told to %s, and nothing about printers', async name => {
    const answer = await ask(port, '/v1/health', { headers: { host: `${name}:${port}` } })
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.text)).toEqual({ name: 'evertill-print-bridge', version: '1.2.3', paired: true })
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })

  it('is told on the other loopback address too, and on no other', async () => {
    const six = await ask(port, '/v1/health', { host: '::1', headers: { host: `[::1]:${port}` } })
    expect(six.status).toBe(200)
    const { networkInterfaces } = await import('node:os')
    const outside = Object.values(networkInterfaces())
      .flat()
      .find(address => address && !address.internal && address.family === 'IPv4')
    if (outside) await expect(ask(port, '/v1/health', { host: outside.address })).rejects.toThrow()
  })
})

describe('a request that names another host', () => {
  it.each([
    'evil.test',
    'evil.test:9753',
    '127.0.0.1.evil.test',
    '127.0.0.1',
    '127.0.0.1:80',
    'localhost.:9753',
    '0.0.0.0:9753',
  ])('%s is refused', async host => {
    for (const path of ['/v1/health', '/', '/own/state', '/v1/printers']) {
      const answer = await ask(port, path, { headers: { host, ...rig.till.headers } })
      expect(answer.status).toBe(421)
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  it('and one that names none is refused', async () => {
    for (const version of ['1.0', '1.1']) {
      const socket = createConnection(port, '127.0.0.1')
      socket.end(`GET /v1/health HTTP/${version}\r\nconnection: close\r\n\r\n`)
      let text = ''
      for await (const chunk of socket) text += chunk
      expect(text).toMatch(/^HTTP\/1\.1 4(00|21) /)
      expect(text).not.toContain('evertill')
    }
  })
})

describe('a request from another origin', () => {
  const origins = [
    'null',
    'https://evil.test',
    'https://till.test:8443',
    'http://till.test',
    'https://till.test.evil.test',
    'https://till.test@evil.test',
    'https://xtill.test',
    'HTTPS://TILL.TEST',
    'https://till.test/',
    '',
  ]
  it.each(origins)('"%s" is refused, and its browser is told nothing', async origin => {
    const headers = { ...rig.till.headers, ...JSON_TYPE, origin }
    const body = JSON.stringify(jobOf(receipt('evil')))
    const answers = [
      await ask(port, '/v1/jobs', { method: 'POST', headers, body }),
      await ask(port, '/v1/printers', { headers }),
      await ask(port, '/v1/pair', { method: 'POST', headers, body: '{"code":"12345678"}' }),
      await ask(port, '/v1/events', { headers }),
      await ask(port, '/v1/jobs', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      }),
      ...(origin === '' ? [] : [await ask(port, '/v1/health', { headers: { origin } })]),
    ]
    for (const answer of answers) {
      expect(answer.status).toBe(403)
      expect(errorCode(answer)).toBe('wrong-origin')
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  it('is refused without an origin as well, with a right token', async () => {
    const headers = { authorization: `Bearer ${rig.till.token}`, ...JSON_TYPE }
    const posted = await ask(port, '/v1/jobs', {
      method: 'POST',
      headers,
      body: JSON.stringify(jobOf(receipt('x'))),
    })
    expect(posted.status).toBe(403)
    expect((await ask(port, '/v1/printers', { headers })).status).toBe(403)
  })

  it('of a form without preflight is refused before it is read', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'text/plain; application/json',
    ]) {
      const answer = await ask(port, '/v1/jobs', {
        method: 'POST',
        headers: { ...rig.till.headers, 'content-type': type },
        body: JSON.stringify(jobOf(receipt('evil'))),
      })
      expect(answer.status).toBe(415)
    }
    expect(rig.engine.paper.text).not.toContain('evil')
  })
})

describe('an allowed origin', () => {
  it('is told that its browser may ask, letter by letter and never with *', async () => {
    const answer = await ask(port, '/v1/jobs', {
      method: 'OPTIONS',
      headers: { origin: TILL_ORIGIN, 'access-control-request-method': 'POST' },
    })
    expect(answer.status).toBe(204)
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': TILL_ORIGIN,
      'access-control-allow-headers': 'authorization, content-type',
      vary: expect.stringMatching(/origin/i),
    })
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined()
  })

  it.each([
    ['no token', {}],
    ['a token of nobody', { authorization: `Bearer ${'A'.repeat(43)}` }],
    ['a short token', { authorization: 'Bearer abc' }],
    ['another scheme', { authorization: `Basic ${'A'.repeat(43)}` }],
  ])('with %s is refused, and may read why', async (_, headers) => {
    for (const path of ['/v1/printers', '/v1/printers/counter/status', '/v1/jobs/12345678', '/v1/events']) {
      const answer = await ask(port, path, { headers: { origin: TILL_ORIGIN, ...headers } })
      expect(answer.status).toBe(401)
      expect(answer.headers['access-control-allow-origin']).toBe(TILL_ORIGIN)
    }
  })

  it('cannot use the token of another origin, nor see its jobs', async () => {
    const stolen = { ...rig.till.headers, origin: OTHER_ORIGIN }
    expect((await ask(port, '/v1/printers', { headers: stolen })).status).toBe(401)
    const job = jobOf(receipt('mine'))
    await rig.till.print(job)
    const other = await pair(port, OTHER_ORIGIN)
    expect((await other.get(`/v1/jobs/${job.jobId}`)).status).toBe(404)
    const answer = await other.post(`/v1/jobs/${job.jobId}/resolve`, { outcome: 'printed', operator: 'Eve' })
    expect(answer.status).toBe(404)
  })
})

describe('pairing', () => {
  const page = () => ({ origin: `http://127.0.0.1:${port}`, ...JSON_TYPE })
  const show = async (origin = TILL_ORIGIN) =>
    JSON.parse(
      (await ask(port, '/own/allow', { method: 'POST', headers: page(), body: JSON.stringify({ origin }) }))
        .text,
    )
  const redeem = (code: string, origin = TILL_ORIGIN) =>
    ask(port, '/v1/pair', {
      method: 'POST',
      headers: { origin, ...JSON_TYPE },
      body: JSON.stringify({ code }),
    })
  const wrong = (code: string) => String((Number(code) + 1) % 100_000_000).padStart(8, '0')

  it('takes a code once', async () => {
    const { code } = await show()
    const first = await redeem(code)
    expect(JSON.parse(first.text).token).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(errorCode(await redeem(code))).toBe('no-code')
  })

  it('takes no code after five wrong ones', async () => {
    const { code } = await show()
    for (let attempt = 0; attempt < 5; attempt++)
      expect(errorCode(await redeem(wrong(code)))).toBe('wrong-code')
    expect((await redeem(code)).status).toBe(410)
  })

  it('takes a code only from the origin it was shown for', async () => {
    const { code } = await show(OTHER_ORIGIN)
    expect((await redeem(code, TILL_ORIGIN)).status).toBe(403)
    expect((await redeem(code, OTHER_ORIGIN)).status).toBe(200)
  })

  it('keeps no token, only its hash', async () => {
    const { readFile, stat } = await import('node:fs/promises')
    const path = `${rig.directory}/tills.json`
    expect(await readFile(path, 'utf8')).not.toContain(rig.till.token)
    expect((await stat(path)).mode & 0o077).toBe(0)
  })

  it('ends for an origin that is forgotten', async () => {
    const till = await pair(port, OTHER_ORIGIN)
    expect((await till.get('/v1/printers')).status).toBe(200)
    await ask(port, '/own/forget', {
      method: 'POST',
      headers: page(),
      body: JSON.stringify({ origin: OTHER_ORIGIN }),
    })
    expect((await till.get('/v1/printers')).status).toBe(401)
  })
})

describe('the page of the bridge', () => {
  it.each([
    ['another site', { origin: 'https://evil.test' }],
    ['an allowed till', { origin: TILL_ORIGIN }],
    ['another loopback name than it was asked by', { origin: 'http://localhost:1' }],
    ['nobody in particular', {}],
    ['null', { origin: 'null' }],
  ])('takes no orders from %s', async (_, headers) => {
    for (const path of ['/own/allow', '/own/forget', '/own/printers', '/own/printers/remove']) {
      const answer = await ask(port, path, {
        method: 'POST',
        headers: { ...headers, ...JSON_TYPE },
        body: JSON.stringify({ origin: 'https://evil.test', id: 'counter' }),
      })
      expect(answer.status).toBe(403)
    }
  })

  it('is shown in no frame, keeps no referrer and runs no foreign script', async () => {
    const answer = await ask(port, '/?origin=https://till.test')
    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
  })

  it('tells its state to no other site', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const answer = await ask(port, '/own/state', { headers: { 'sec-fetch-site': site } })
      expect(answer.status).toBe(403)
    }
  })

  it.each([
    'https://evil.test/path',
    'javascript:alert(1)',
    'http://till.test',
    'null',
    'https://a b',
    'https://u:p@till.test',
  ])('allows no origin "%s"', async origin => {
    const answer = await ask(port, '/own/allow', {
      method: 'POST',
      headers: { origin: `http://127.0.0.1:${port}`, ...JSON_TYPE },
      body: JSON.stringify({ origin }),
    })
    expect(answer.status).toBe(400)
  })

  it.each([
    { kind: 'network', host: '8.8.8.8' },
    { kind: 'network', host: 'printer.evil.test' },
    { kind: 'network', host: '::ffff:8.8.8.8' },
    { kind: 'network', host: '2001:db8::1' },
    { kind: 'network', host: '192.168.1.5', port: 22 },
    { kind: 'network', host: '192.168.1.5', port: 80 },
    { kind: 'network', host: '172.32.0.1' },
    { kind: 'device-file', path: '/etc/passwd' },
    { kind: 'device-file', path: '/dev/usb/lp0/../../sda' },
    { kind: 'device-file', path: '/dev/sda1' },
    { kind: 'serial', path: '/dev/mem' },
    { kind: 'serial', path: '\\\\.\\C:' },
    { kind: 'file', path: '/tmp/x' },
  ])('sets up no printer at %j', async connection => {
    const answer = await ask(port, '/own/printers', {
      method: 'POST',
      headers: { origin: `http://127.0.0.1:${port}`, ...JSON_TYPE },
      body: JSON.stringify({ id: 'evil', name: 'Evil', connection }),
    })
    expect([400, 422]).toContain(answer.status)
    expect(JSON.parse((await rig.till.get('/v1/printers')).text)).toHaveLength(1)
  })

  it('sets a printer up and takes it away; its waiting jobs end unsent', async () => {
    const send = (path: string, body: unknown) =>
      ask(port, path, {
        method: 'POST',
        headers: { origin: `http://127.0.0.1:${port}`, ...JSON_TYPE },
        body: JSON.stringify(body),
      })
    const connection = { kind: 'serial', path: '/dev/ttyUSB99' }
    expect((await send('/own/printers', { id: 'kitchen', name: 'Kitchen', connection })).status).toBe(200)
    const job = jobOf(receipt('x'), { printerId: 'kitchen' })
    await rig.till.print(job)
    expect(await rig.till.until(job.jobId, 'failed')).toMatchObject({ reason: 'unreachable' })
    expect((await send('/own/printers/remove', { id: 'kitchen' })).status).toBe(200)
    expect(await rig.till.job(job.jobId)).toMatchObject({ reason: 'printer-removed', retryAt: null })
  })
})

describe('a job', () => {
  let linesBefore: number
  beforeEach(() => {
    linesBefore = rig.engine.paper.items.length
  })
  const refused = async (job: unknown, status: number, code: string) => {
    const answer = await rig.till.post('/v1/jobs', job)
    expect([answer.status, errorCode(answer)]).toEqual([status, code])
    expect(rig.engine.paper.items.length).toBe(linesBefore)
  }

  it('one byte over the size is refused, one of the size is read', async () => {
    const base = JSON.stringify({ ...jobOf(receipt('x')), padding: '' })
    const exact = {
      ...JSON.parse(base),
      padding: 'x'.repeat(MAX_JOB_BODY_BYTES - base.length),
      sha256: '0'.repeat(64),
    }
    await refused(exact, 422, 'hash-mismatch')
    await refused({ ...exact, padding: `${exact.padding}x` }, 413, 'too-large')
    const chunked = await fetch(`${rig.bridge.url}/v1/jobs`, {
      method: 'POST',
      headers: { ...rig.till.headers, ...JSON_TYPE },
      body: new Blob([JSON.stringify({ padding: 'x'.repeat(MAX_JOB_BODY_BYTES) })]).stream(),
      duplex: 'half',
    })
    expect(chunked.status).toBe(413)
  })

  it.each(['../counter', 'counter/../x', '127.0.0.1:22', '', 'COUNTER'])(
    'for printer "%s" is refused',
    printerId => refused(jobOf(receipt('x'), { printerId }), 400, 'bad-request'),
  )

  it('for a printer that is not set up is refused', () =>
    refused(jobOf(receipt('x'), { printerId: 'garage' }), 404, 'not-found'))

  it('goes to its printer, whatever host, port or path it names', async () => {
    const job = { ...jobOf(receipt('mine')), host: '10.9.8.7', port: 22, path: '/etc/passwd', connection: {} }
    await rig.till.print(job)
    await rig.till.until(job.jobId, 'confirmed')
    expect(rig.engine.paper.receipts.at(-1)).toEqual(['mine'])
  })

  it('with other bytes than its hash is refused', () =>
    refused({ ...jobOf(receipt('x')), sha256: '0'.repeat(64) }, 422, 'hash-mismatch'))

  it('with a known id and other bytes is refused; the same again is answered', async () => {
    const job = jobOf(receipt('once'))
    expect((await rig.till.print(job)).status).toBe(202)
    await rig.till.until(job.jobId, 'confirmed')
    linesBefore = rig.engine.paper.items.length
    await refused(jobOf(receipt('twice'), { jobId: job.jobId }), 409, 'other-bytes')
    const again = await rig.till.print(job)
    expect([again.status, JSON.parse(again.text).state]).toEqual([200, 'confirmed'])
    expect(rig.engine.paper.items.length).toBe(linesBefore)
  })

  it('sent ten times at once is taken once', async () => {
    const job = jobOf(receipt('race'))
    const answers = await Promise.all(Array.from({ length: 10 }, () => rig.till.print(job)))
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 202])
    await rig.till.until(job.jobId, 'confirmed')
    expect(rig.engine.paper.receipts.filter(([line]) => line === 'race')).toHaveLength(1)
  })

  it('that has expired is refused', () =>
    refused(jobOf(PULSE, { kind: 'drawer', expiresAt: Date.now() - 1 }), 410, 'expired'))

  it.each([
    ['a pulse', PULSE],
    ['a real-time pulse', Buffer.from([0x10, 0x14, 1, 0, 5])],
    ['a real-time pulse in a picture', Buffer.from([0x1d, 0x76, 0x30, 0, 1, 0, 5, 0, 0x10, 0x14, 1, 0, 5])],
    ['a command to clear the printer', Buffer.from([0x10, 0x05, 2])],
  ])('that is a receipt with %s is refused', (_, bytes) =>
    refused(jobOf(Buffer.concat([receipt('x'), bytes])), 422, 'bytes-refused'),
  )

  it('for the drawer that is more than a pulse is refused', () =>
    refused(jobOf(Buffer.concat([PULSE, receipt('x')]), { kind: 'drawer' }), 422, 'bytes-refused'))

  it.each([
    null,
    [],
    '{',
    { jobId: 'x' },
    { ...jobOf(receipt('x')), bytesB64: '%%%' },
    { ...jobOf(receipt('x')), kind: 'shell' },
    { ...jobOf(receipt('x')), expiresAt: 1e300 },
    { ...jobOf(receipt('x')), jobId: '../../../../etc/passwd' },
  ])('that is none (%j) is refused', body => refused(body, 400, 'bad-request'))

  it('opens the drawer twelve times a minute and no more', async () => {
    const codes: number[] = []
    for (let pulse = 0; pulse < 14; pulse++)
      codes.push((await rig.till.print(jobOf(PULSE, { kind: 'drawer' }))).status)
    expect(codes.filter(code => code === 202).length).toBeLessThanOrEqual(12)
    expect(codes.at(-1)).toBe(429)
    await expect.poll(() => rig.log.filter(line => line.includes('drawer pulse')).length).toBeGreaterThan(0)
  })
})

describe('what was refused', () => {
  it('is logged without anything it said, and not without end', async () => {
    const all = rig.log.join('')
    expect(all).toContain('request refused')
    for (const said of ['evil.test', 'etc/passwd', '10.9.8.7', 'x'.repeat(50)])
      expect(all).not.toContain(said)
    expect(rig.log.filter(line => line.includes('request refused')).length).toBeLessThanOrEqual(60)
  })
})
