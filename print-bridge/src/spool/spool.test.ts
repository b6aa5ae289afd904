import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PrintJobState } from '@evertill/crdt-model/printing'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Spool, SpoolTooNewError } from './spool.ts'
import { SpoolFile } from './spool-file.ts'

const ORIGIN = 'https://till.test'
const BYTES = Buffer.from('a receipt')
let directory: string
let now: number
const file = () => join(directory, 'spool.log')
const open = () => Spool.open(directory, () => now)

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'evertill-spool-'))
  now = 1_000_000
})
afterEach(() => rm(directory, { recursive: true, force: true }))

function request(jobId: string) {
  const about = { jobId, printerId: 'counter', kind: 'receipt' as const, bytesB64: '', sha256: jobId }
  return { ...about, expiresAt: now + 60_000, reprintOf: undefined }
}

async function accept(spool: Spool, jobId: string) {
  const result = await spool.accept(ORIGIN, request(jobId), BYTES)
  if (result.kind !== 'accepted') throw new Error(`not accepted: ${result.kind}`)
  return result.job
}

describe('the spool', () => {
  it('gives waiting jobs back as they were, in their order', async () => {
    const spool = await open()
    for (const id of ['first-job', 'second-job']) await accept(spool, id)
    await spool.close()
    const again = await open()
    expect([...again.jobs].map(({ jobId, state, bytes }) => [jobId, state.state, bytes?.toString()])).toEqual(
      [
        ['first-job', 'queued', 'a receipt'],
        ['second-job', 'queued', 'a receipt'],
      ],
    )
    await again.close()
  })

  it('says unknown of what was being sent, and keeps none of its text', async () => {
    const spool = await open()
    await spool.recordSending(await accept(spool, 'being-sent'))
    await spool.close()
    const again = await open()
    const job = again.find(ORIGIN, 'being-sent')
    expect(job).toMatchObject({ state: { state: 'unknown', reason: 'stopped' }, bytes: null })
    await again.close()
    expect(await readFile(file(), 'utf8')).not.toContain(BYTES.toString('base64'))
  })

  it('keeps how a job ended, for a week', async () => {
    const spool = await open()
    const end: PrintJobState = { state: 'confirmed', confirmedBy: 'gsr' }
    await spool.record(await accept(spool, 'confirmed-job'), end)
    await spool.close()
    const again = await open()
    expect(again.find(ORIGIN, 'confirmed-job')?.state).toEqual(end)
    await again.close()
    now += 8 * 24 * 3600 * 1000
    const later = await open()
    expect(later.find(ORIGIN, 'confirmed-job')).toBeNull()
    await later.close()
  })

  it('gives every prefix of its file a meaning: nothing that was promised is lost, nothing unsent is unknown', async () => {
    const spool = await open()
    const job = await accept(spool, 'the-job-itself')
    const afterAccept = (await readFile(file())).length
    await spool.recordSending(job)
    const afterSending = (await readFile(file())).length
    await spool.record(job, { state: 'confirmed', confirmedBy: 'processId' })
    await spool.close()
    const whole = await readFile(file())
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 30, max: whole.length }), async length => {
        await writeFile(file(), whole.subarray(0, length))
        const cut = await open()
        const state = cut.find(ORIGIN, 'the-job-itself')?.state.state
        await cut.close()
        if (length < afterAccept) expect(state).toBeUndefined()
        else if (length < afterSending) expect(state).toBe('queued')
        else expect(state).toBe(length < whole.length ? 'unknown' : 'confirmed')
      }),
      { numRuns: 40 },
    )
  })

  it('goes on after a torn line as if it had not begun', async () => {
    const spool = await open()
    await accept(spool, 'first-job')
    await spool.close()
    await appendFile(file(), 'deadbeef {"what":"jo')
    const again = await open()
    await accept(again, 'second-job')
    await again.close()
    const last = await open()
    expect([...last.jobs].map(({ jobId, state }) => [jobId, state.state])).toEqual([
      ['first-job', 'queued'],
      ['second-job', 'queued'],
    ])
    await last.close()
  })

  it('sends nothing by itself whose history has a damaged line', async () => {
    const spool = await open()
    await accept(spool, 'first-job')
    await accept(spool, 'second-job')
    await spool.close()
    const text = await readFile(file(), 'utf8')
    await writeFile(file(), text.replace('"first-job"', '"first-jab"'))
    const again = await open()
    expect(again.find(ORIGIN, 'second-job')?.state).toEqual({ state: 'unknown', reason: 'spool-damaged' })
    await again.close()
  })

  it('refuses the file of a newer bridge and leaves it as it is', async () => {
    const newer = await SpoolFile.create(file(), [{ what: 'spool', version: 2 }, { what: 'hologram' }])
    await newer.close()
    const before = await readFile(file(), 'utf8')
    await expect(open()).rejects.toBeInstanceOf(SpoolTooNewError)
    expect(await readFile(file(), 'utf8')).toBe(before)
  })

  it('stays short: what is over leaves the file while it runs', async () => {
    const spool = await open()
    const big = Buffer.alloc(300_000, 'x')
    for (let index = 0; index < 14; index++) {
      const result = await spool.accept(ORIGIN, request(`big-job-${index}`), big)
      if (result.kind === 'accepted') await spool.record(result.job, { state: 'sent' })
    }
    expect((await readFile(file())).length).toBeLessThan(1_500_000)
    await spool.close()
    const again = await open()
    expect([...again.jobs].every(job => job.state.state === 'sent')).toBe(true)
    await again.close()
  })

  it('takes no job that the disk refuses, and lets nothing be sent that is not written down', async () => {
    const spool = await open()
    const first = await accept(spool, 'first-job')
    await spool.close()
    // A closed file refuses like a full disk: nothing is promised, nothing is sent.
    await expect(accept(spool, 'second-job')).rejects.toMatchObject({ name: 'SpoolWriteError' })
    await expect(spool.recordSending(first)).rejects.toMatchObject({ name: 'SpoolWriteError' })
    expect(first.state.state).toBe('queued')
    expect(spool.find(ORIGIN, 'second-job')).toBeNull()
  })
})
