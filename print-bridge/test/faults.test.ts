import { afterEach, describe, expect, it } from 'vitest'
import { jobOf, makeRig, PULSE, type Rig, receipt } from './harness.ts'

let rig: Rig
afterEach(() => rig.stop())

const TEN_LINES = receipt(...Array.from({ length: 10 }, (_, index) => `line ${index + 1}`))

describe('a job on the network', () => {
  it('is confirmed by the process id of a healthy printer, and printed once', async () => {
    rig = await makeRig()
    const job = jobOf(receipt('Tea 2.50', 'Total 2.50'))
    const taken = await rig.till.print(job)
    expect(taken.status).toBe(202)
    const done = await rig.till.until(job.jobId, 'confirmed')
    expect(done).toMatchObject({ confirmedBy: 'processId', attempts: 1 })
    expect(done.bytesWritten).toBe(Buffer.from(job.bytesB64, 'base64').length)
    expect(rig.engine.paper.receipts).toEqual([['Tea 2.50', 'Total 2.50']])
    expect(rig.engine.paper.unknown).toEqual([])
  })

  it('is confirmed by the answer to GS r of a printer without process ids', async () => {
    rig = await makeRig({ answers: 'ordered' })
    const job = jobOf(receipt('Tea'))
    await rig.till.print(job)
    expect(await rig.till.until(job.jobId, 'confirmed')).toMatchObject({ confirmedBy: 'gsr' })
    expect(rig.engine.paper.receipts).toEqual([['Tea']])
  })

  it('is of unknown fate at a printer that never answers', async () => {
    rig = await makeRig({ answers: 'silent' })
    const job = jobOf(receipt('Tea'))
    await rig.till.print(job)
    expect(await rig.till.until(job.jobId, 'unknown')).toMatchObject({ reason: 'no-answer' })
    expect(rig.engine.paper.receipts).toEqual([['Tea']])
  })

  it('ends as sent, and nothing more, where the shop said that the printer never answers', async () => {
    rig = await makeRig({ answers: 'silent' }, { printer: { proof: 'none' } })
    const job = jobOf(receipt('Tea'))
    await rig.till.print(job)
    expect(await rig.till.until(job.jobId, 'sent')).toMatchObject({ confirmedBy: null })
    await expect.poll(() => rig.engine.paper.receipts).toEqual([['Tea']])
  })

  it('is confirmed while the paper runs low, and the printer says so', async () => {
    rig = await makeRig()
    rig.engine.paperState = 'low'
    const job = jobOf(receipt('Tea'))
    await rig.till.print(job)
    expect((await rig.till.until(job.jobId, 'confirmed')).state).toBe('confirmed')
    const [printer] = JSON.parse((await rig.till.get('/v1/printers')).text)
    expect(printer).toMatchObject({ id: 'counter', reachable: true, status: { paper: 'low', online: true } })
  })

  it.each([
    ['paper end', (r: Rig) => Object.assign(r.engine, { paperState: 'end' }), 'paper-end'],
    ['an open cover', (r: Rig) => Object.assign(r.engine, { cover: 'open' }), 'cover-open'],
  ])('waits for %s before the first byte, and prints once that is put right', async (_, spoil, reason) => {
    rig = await makeRig()
    spoil(rig)
    const job = jobOf(receipt('Tea'))
    await rig.till.print(job)
    expect(await rig.till.until(job.jobId, 'failed')).toMatchObject({ reason, bytesWritten: 0 })
    rig.engine.repair()
    await rig.till.until(job.jobId, 'confirmed')
    expect(rig.engine.paper.receipts).toEqual([['Tea']])
  })

  it('is unknown with its reason when the paper ends in the middle, and confirmed by the late id', async () => {
    rig = await makeRig({ paperEndAtLine: 5 })
    const job = jobOf(TEN_LINES)
    await rig.till.print(job)
    expect(await rig.till.until(job.jobId, 'unknown')).toMatchObject({ reason: 'paper-end' })
    const next = jobOf(receipt('next'))
    await rig.till.print(next)
    expect(await rig.till.until(next.jobId, 'failed')).toMatchObject({ reason: 'paper-end' })
    rig.engine.repair()
    expect(await rig.till.until(job.jobId, 'confirmed')).toMatchObject({ confirmedBy: 'processId' })
    await rig.till.until(next.jobId, 'confirmed')
    expect(rig.engine.paper.receipts.map(lines => lines.length)).toEqual([10, 1])
  })

  it('is unknown when the cover opens in the middle, and confirmed when it closes', async () => {
    rig = await makeRig({ coverOpenAtLine: 5 })
    const job = jobOf(TEN_LINES)
    await rig.till.print(job)
    expect(await rig.till.until(job.jobId, 'unknown')).toMatchObject({ reason: 'cover-open' })
    rig.engine.repair()
    await rig.till.until(job.jobId, 'confirmed')
    expect(rig.engine.paper.receipts.length).toBe(1)
  })

  it('is unknown when the cutter jams', async () => {
    rig = await makeRig({ cutterJams: true })
    const job = jobOf(TEN_LINES)
    await rig.till.print(job)
    const done = await rig.till.until(job.jobId, 'unknown', 'confirmed')
    expect(done).toMatchObject({ state: 'unknown', reason: 'cutter' })
  })

  it.each(['resetAfterBytes', 'endAfterBytes'] as const)(
    'is unknown after %s, and never sent again',
    async fault => {
      rig = await makeRig()
      rig.printer.faults[fault] = 60
      const job = jobOf(TEN_LINES)
      await rig.till.print(job)
      expect(await rig.till.until(job.jobId, 'unknown')).toMatchObject({ reason: 'link-lost' })
      rig.printer.faults[fault] = null
      // What comes after flushes the broken job out of the printer, and is itself whole.
      const next = jobOf(receipt('next'))
      await rig.till.print(next)
      await rig.till.until(next.jobId, 'confirmed')
      expect(rig.engine.paper.text.match(/line 1$/gm)?.length ?? 0).toBeLessThanOrEqual(1)
      expect(rig.engine.paper.text.match(/^next$/gm)).toHaveLength(1)
      expect((await rig.till.job(job.jobId)).state).toBe('unknown')
    },
  )

  it('is unknown at a printer that accepts and never reads', async () => {
    rig = await makeRig()
    rig.printer.faults.neverReads = true
    const job = jobOf(TEN_LINES)
    await rig.till.print(job)
    expect((await rig.till.until(job.jobId, 'unknown')).state).toBe('unknown')
  })

  it('waits for a printer that is switched off, and prints once when it is on', async () => {
    rig = await makeRig()
    const { port } = rig.printer
    await rig.printer.switchOff()
    const job = jobOf(receipt('Tea'))
    await rig.till.print(job)
    expect(await rig.till.until(job.jobId, 'failed')).toMatchObject({
      reason: 'unreachable',
      bytesWritten: 0,
    })
    await rig.printer.switchOn(port)
    await rig.till.until(job.jobId, 'confirmed')
    expect(rig.engine.paper.receipts).toEqual([['Tea']])
  })

  it('is confirmed although answers are torn apart by automatic status and ids of earlier jobs', async () => {
    rig = await makeRig({ automaticFlood: true, repeatsIds: true })
    const first = jobOf(receipt('first'))
    const second = jobOf(receipt('second'))
    await rig.till.print(first)
    await rig.till.print(second)
    await rig.till.until(first.jobId, 'confirmed')
    expect(await rig.till.until(second.jobId, 'confirmed')).toMatchObject({ confirmedBy: 'processId' })
    expect(rig.engine.paper.receipts).toEqual([['first'], ['second']])
  })

  it('is printed although the status is garbage: only what can be read is believed', async () => {
    rig = await makeRig({ garbageStatus: true })
    const job = jobOf(receipt('Tea'))
    await rig.till.print(job)
    await rig.till.until(job.jobId, 'confirmed')
    expect(rig.engine.paper.receipts).toEqual([['Tea']])
  })

  it('waits its turn at a slow printer that serves another client', async () => {
    rig = await makeRig()
    const warm = jobOf(receipt('warm'))
    await rig.till.print(warm)
    await rig.till.until(warm.jobId, 'confirmed')
    await expect.poll(() => rig.printer.clients).toBe(0)
    const { createConnection } = await import('node:net')
    const other = createConnection(rig.printer.port, '127.0.0.1')
    await expect.poll(() => rig.printer.clients).toBe(1)
    const job = jobOf(receipt('Tea'))
    await rig.till.print(job)
    expect(await rig.till.until(job.jobId, 'failed')).toMatchObject({ reason: 'busy', bytesWritten: 0 })
    other.destroy()
    await rig.till.until(job.jobId, 'confirmed')
    expect(rig.engine.paper.receipts).toEqual([['warm'], ['Tea']])
  })

  it('is confirmed by a slow printer', async () => {
    rig = await makeRig({ lineMs: 30 })
    const job = jobOf(TEN_LINES)
    await rig.till.print(job)
    await rig.till.until(job.jobId, 'confirmed')
    expect(rig.engine.paper.receipts).toHaveLength(1)
  })

  it('prints in the order it came, and opens the drawer before what waits', async () => {
    rig = await makeRig({ lineMs: 5 })
    const jobs = ['one', 'two', 'three'].map(line => jobOf(receipt(line, 'x', 'x')))
    for (const job of jobs) await rig.till.print(job)
    const drawer = jobOf(PULSE, { kind: 'drawer' })
    await rig.till.print(drawer)
    for (const job of [...jobs, drawer]) await rig.till.until(job.jobId, 'confirmed')
    expect(rig.engine.paper.receipts.map(([first]) => first)).toEqual(['one', 'two', 'three'])
    const kinds = rig.engine.paper.items.map(item => item.kind)
    expect(kinds.indexOf('pulse')).toBeLessThan(kinds.lastIndexOf('cut'))
  })

  it('never opens a drawer late', async () => {
    rig = await makeRig()
    rig.engine.cover = 'open'
    const drawer = jobOf(PULSE, { kind: 'drawer', expiresAt: Date.now() + 400 })
    await rig.till.print(drawer)
    await expect
      .poll(() => rig.till.job(drawer.jobId))
      .toMatchObject({ state: 'failed', reason: 'expired', retryAt: null })
    rig.engine.repair()
    const job = jobOf(receipt('after'))
    await rig.till.print(job)
    await rig.till.until(job.jobId, 'confirmed')
    expect(rig.engine.paper.items.some(item => item.kind === 'pulse')).toBe(false)
  })
})

describe('a person', () => {
  it('settles a job of unknown fate; the job sent again is not printed again', async () => {
    rig = await makeRig({ answers: 'silent' })
    const job = jobOf(receipt('Tea'))
    await rig.till.print(job)
    await rig.till.until(job.jobId, 'unknown')
    const settled = await rig.till.post(`/v1/jobs/${job.jobId}/resolve`, {
      outcome: 'printed',
      operator: 'Ana',
    })
    expect(settled.status).toBe(200)
    const again = await rig.till.print(job)
    expect(again.status).toBe(200)
    expect(JSON.parse(again.text)).toMatchObject({ state: 'resolved', outcome: 'printed', operator: 'Ana' })
    const other = await rig.till.post(`/v1/jobs/${job.jobId}/resolve`, {
      outcome: 'not_printed',
      operator: 'Bo',
    })
    expect(other.status).toBe(409)
    expect(rig.engine.paper.receipts).toEqual([['Tea']])
  })

  it('cannot settle what is known', async () => {
    rig = await makeRig()
    const job = jobOf(receipt('Tea'))
    await rig.till.print(job)
    await rig.till.until(job.jobId, 'confirmed')
    const answer = await rig.till.post(`/v1/jobs/${job.jobId}/resolve`, {
      outcome: 'printed',
      operator: 'Ana',
    })
    expect(answer.status).toBe(409)
  })
})

describe('the printers', () => {
  it('are asked how they are, with what they said byte by byte', async () => {
    rig = await makeRig()
    rig.engine.cover = 'open'
    const answer = await rig.till.get('/v1/printers/counter/status')
    expect(JSON.parse(answer.text)).toEqual({
      status: { online: false, cover: 'open', paper: 'ok', error: 'none', drawerPin: 'low' },
      bytes: { printer: 0x1a, offlineCause: 0x16, error: 0x12, paper: 0x12 },
    })
    await rig.printer.switchOff()
    expect((await rig.till.get('/v1/printers/counter/status')).status).toBe(504)
    expect((await rig.till.get('/v1/printers/kitchen/status')).status).toBe(404)
  })

  it('and the jobs tell of themselves in a stream of events', async () => {
    rig = await makeRig()
    const gone = new AbortController()
    const response = await fetch(`${rig.bridge.url}/v1/events`, {
      headers: rig.till.headers,
      signal: gone.signal,
    })
    const job = jobOf(receipt('Tea'))
    await rig.till.print(job)
    const reader = response.body?.getReader()
    const decoder = new TextDecoder()
    let text = ''
    while (!text.includes('"confirmed"')) text += decoder.decode((await reader?.read())?.value)
    rig.engine.cover = 'open'
    while (!text.includes('"cover":"open"')) text += decoder.decode((await reader?.read())?.value)
    gone.abort()
    const states = [...text.matchAll(/event: job\ndata: (.*)\n/g)].map(
      ([, data]) => JSON.parse(data ?? '').state,
    )
    expect(states).toEqual(['queued', 'claimed', 'preflight', 'sending', 'confirmed'])
    expect(text).not.toContain('Tea')
  })
})

describe('the log', () => {
  it('holds what happened, and nothing that was printed', async () => {
    rig = await makeRig()
    const job = jobOf(receipt('Secret tea'))
    await rig.till.print(job)
    await rig.till.until(job.jobId, 'confirmed')
    const all = rig.log.join('')
    expect(all).toContain(job.jobId)
    expect(all).toContain(job.sha256)
    expect(all).not.toContain('Secret')
    expect(all).not.toContain(job.bytesB64)
    expect(all).not.toContain(rig.till.token)
  })
})
