import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PrinterEngine } from '../emulator/printer-engine.ts'
import { TcpDevice } from '../emulator/tcp-device.ts'
import { jobOf, makeData, pair, receipt, Till } from './harness.ts'

const CHILD = fileURLToPath(new URL('./bridge-child.ts', import.meta.url))
const LINES = Array.from({ length: 150 }, (_, index) => `line ${index + 1} of the receipt`)

let printer: TcpDevice<PrinterEngine>
let directory: string
const children: ChildProcess[] = []

beforeEach(async () => {
  printer = await TcpDevice.listen(new PrinterEngine())
  directory = await makeData(printer.port)
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await printer.close()
  await rm(directory, { recursive: true, force: true })
})

/** @param killAt the process kills itself when so many bytes went to the printer, questions included. */
async function startChild(killAt = ''): Promise<{ child: ChildProcess; port: number }> {
  const args = ['--import', 'tsx', CHILD, directory, String(printer.port), killAt]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const [first] = await once(child.stdout, 'data')
  return { child, port: Number(String(first)) }
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** The three questions before a job. */
const PREFLIGHT = 9
const JOB = receipt('the one', ...LINES).length

describe('a bridge killed', () => {
  it.each([
    ['before its first question', 0, 'confirmed'],
    ['among its questions', 4, 'confirmed'],
    ['between "sending" on disk and the first byte', PREFLIGHT, 'unknown'],
    ['after the first byte', PREFLIGHT + 1, 'unknown'],
    ['between two packets', PREFLIGHT + 1024, 'unknown'],
    ['in the middle', PREFLIGHT + 2500, 'unknown'],
    ['after the last byte', PREFLIGHT + JOB, 'unknown'],
    ['before it asked for the proof', PREFLIGHT + JOB + 5, 'unknown'],
  ])('%s of a job never prints it twice, and says when its fate is unknown', async (_, killAt, state) => {
    const first = await startChild(String(killAt))
    const till = await pair(first.port)
    const job = jobOf(receipt('the one', ...LINES))
    const gone = once(first.child, 'exit')
    await till.print(job)
    await gone
    const next = new Till((await startChild()).port, till.token)
    const after = await next.until(job.jobId, 'unknown', 'confirmed')
    expect(after).toMatchObject(state === 'unknown' ? { state, reason: 'stopped' } : { state })
    // The till asks again, and prints the next receipt: both do no harm.
    expect((await next.print(job)).status).toBe(200)
    const another = jobOf(receipt('the next'))
    await next.print(another)
    await next.until(another.jobId, 'confirmed')
    const lines = printer.engine.paper.text.split('\n')
    const times = lines.filter(line => line === 'the one').length
    if (state === 'confirmed') expect(times).toBe(1)
    else expect(times).toBeLessThanOrEqual(1)
    expect(lines.filter(line => line === 'the next')).toHaveLength(1)
  })

  it('while jobs wait prints each of them once when it is back', async () => {
    printer.engine.cover = 'open'
    const { child, port } = await startChild()
    const till = await pair(port)
    const jobs = ['one', 'two', 'three'].map(line => jobOf(receipt(line)))
    for (const job of jobs) await till.print(job)
    await kill(child)
    printer.engine.repair()
    const next = new Till((await startChild()).port, till.token)
    for (const job of jobs) await next.until(job.jobId, 'confirmed')
    expect(printer.engine.paper.receipts).toEqual([['one'], ['two'], ['three']])
  })

  it('keeps no second bridge out, and two never work on one directory', async () => {
    const { child } = await startChild()
    const second = spawn(process.execPath, ['--import', 'tsx', CHILD, directory, '0'], { stdio: 'pipe' })
    let said = ''
    second.stderr.on('data', text => {
      said += text
    })
    const [code] = await once(second, 'exit')
    expect(code).toBe(1)
    expect(said).toContain('in use by another print bridge')
    await kill(child)
    expect((await startChild()).port).toBeGreaterThan(0)
  })
})
