import { type FileHandle, open } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { errorCode, jobOf, makeRig, type Rig, receipt } from './harness.ts'

let rig: Rig
let disk: { fill(): void; empty(): void }

beforeEach(async () => {
  disk = await fillableDisk()
  rig = await makeRig()
})
afterEach(async () => {
  disk.empty()
  await rig.stop()
})

it('a job that finds the disk full is not taken, the bridge says so, and it prints once when there is room', async () => {
  const job = jobOf(receipt('Tea'))
  disk.fill()
  const refused = await rig.till.print(job)
  expect([refused.status, errorCode(refused)]).toEqual([507, 'disk-full'])
  expect((await rig.till.get(`/v1/jobs/${job.jobId}`)).status).toBe(404)
  expect(rig.engine.paper.receipts).toEqual([])
  disk.empty()
  expect((await rig.till.print(job)).status).toBe(202)
  await rig.till.until(job.jobId, 'confirmed')
  expect(rig.engine.paper.receipts).toEqual([['Tea']])
})

it('a job that was taken is not begun on a full disk, tells why it waits, and prints once when there is room', async () => {
  rig.engine.cover = 'open'
  const job = jobOf(receipt('Tea'))
  await rig.till.print(job)
  await rig.till.until(job.jobId, 'failed')
  disk.fill()
  rig.engine.repair()
  await expect.poll(() => rig.till.job(job.jobId)).toMatchObject({ state: 'failed', reason: 'storage' })
  expect(rig.engine.paper.receipts).toEqual([])
  disk.empty()
  await rig.till.until(job.jobId, 'confirmed')
  expect(rig.engine.paper.receipts).toEqual([['Tea']])
})

it('a disk that fills up while a job is printed prints nothing twice, also after a restart', async () => {
  const job = jobOf(receipt('Tea'))
  const print = rig.till.print(job)
  await expect.poll(() => rig.engine.bytesReceived).toBeGreaterThan(9)
  disk.fill()
  await print
  await rig.till.until(job.jobId, 'confirmed')
  disk.empty()
  const till = await rig.restart()
  // How it ended was not stored: after a restart nobody claims more than that it was begun.
  expect(['confirmed', 'unknown']).toContain((await till.job(job.jobId)).state)
  expect((await till.print(job)).status).toBe(200)
  const next = jobOf(receipt('Coffee'))
  await till.print(next)
  await till.until(next.jobId, 'confirmed')
  expect(rig.engine.paper.receipts).toEqual([['Tea'], ['Coffee']])
})

/** Every file of this process is on a disk that can be full: what Node then says is what a full disk says. */
async function fillableDisk() {
  const any = await open(fileURLToPath(import.meta.url))
  const handles: Pick<FileHandle, 'write' | 'writeFile'> = Object.getPrototypeOf(any)
  await any.close()
  const { write, writeFile } = handles
  const full = async (): Promise<never> => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  }
  return {
    fill: () => void Object.assign(handles, { write: full, writeFile: full }),
    empty: () => void Object.assign(handles, { write, writeFile }),
  }
}
