import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { PrinterEngine } from '../emulator/printer-engine.ts'
import { TcpDevice } from '../emulator/tcp-device.ts'
import { startBridge } from '../src/start-bridge.ts'
import { ask, configOf, FAST, jobOf, makeData, pair, receipt, Till } from './harness.ts'

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function openShop() {
  const engine = new PrinterEngine()
  const printer = await TcpDevice.listen(engine)
  const directory = await makeData(printer.port)
  endings.push(
    () => printer.close(),
    () => rm(directory, { recursive: true, force: true }),
  )
  const start = async (version: string) => {
    const bridge = await startBridge(configOf(directory, [printer.port]), {
      version,
      log: pino({ level: 'silent' }),
      readPageFile: () => '',
      times: FAST,
    })
    endings.push(() => bridge.stop())
    return bridge
  }
  return { engine, directory, start }
}

describe('a bridge that is upgraded while jobs wait', () => {
  it('prints each of them once in its new version, for tills that notice nothing', async () => {
    const { engine, start } = await openShop()
    const old = await start('1.0.0')
    const till = await pair(old.port)
    engine.cover = 'open'
    const jobs = ['one', 'two', 'three'].map(line => jobOf(receipt(line)))
    for (const job of jobs) await till.print(job)
    await till.until(jobs[0]?.jobId ?? '', 'failed')
    await old.stop()

    const next = await start('2.0.0')
    const health = await ask(next.port, '/v1/health')
    expect(JSON.parse(health.text)).toMatchObject({ version: '2.0.0', paired: true })
    // The same token, the same jobs: nobody pairs again, and what is offered again is known.
    const again = new Till(next.port, till.token)
    for (const job of jobs) expect((await again.print(job)).status).toBe(200)
    expect(engine.paper.receipts).toEqual([])
    engine.repair()
    for (const job of jobs) await again.until(job.jobId, 'confirmed')
    expect(engine.paper.receipts).toEqual([['one'], ['two'], ['three']])
  })

  it('reads what the first version wrote, line for line', async () => {
    const { engine, directory, start } = await openShop()
    const first = await start('0.1.0')
    const till = await pair(first.port)
    await first.stop()
    await writeFile(join(directory, 'spool.log'), FIRST_SPOOL)
    const next = await start('2.0.0')
    const again = new Till(next.port, till.token)
    await again.until('job-waiting', 'confirmed')
    expect(await again.job('job-begun-1')).toMatchObject({ state: 'unknown', reason: 'stopped' })
    expect(await again.job('job-done-01')).toMatchObject({ state: 'sent' })
    expect(engine.paper.receipts).toEqual([['Tea']])
    expect((await readFile(join(directory, 'spool.log'), 'utf8')).length).toBeGreaterThan(0)
  })
})

/** As version 0.1.0 left it: a job that is over, one that was begun, one that waits until the year 2286. */
const FIRST_SPOOL = `39976053 {"what":"spool","version":1}
942291e7 {"what":"job","number":1,"origin":"https://till.test","jobId":"job-done-01","printerId":"counter","kind":"receipt","sha256":"ff0c063960cbe00111b539a36fc18d38acb319a8e347287f25d13a18be4a09fd","expiresAt":9999999999999,"reprintOf":null,"acceptedAt":9999999990000,"bytesB64":"G0BUZWEKHVYA"}
62502fc2 {"what":"sending","number":1}
aca5dc6a {"what":"state","number":1,"at":9999999990000,"state":{"state":"sent"}}
fa3e311c {"what":"job","number":2,"origin":"https://till.test","jobId":"job-begun-1","printerId":"counter","kind":"receipt","sha256":"ff0c063960cbe00111b539a36fc18d38acb319a8e347287f25d13a18be4a09fd","expiresAt":9999999999999,"reprintOf":null,"acceptedAt":9999999990000,"bytesB64":"G0BUZWEKHVYA"}
e0f19c82 {"what":"sending","number":2}
ae4444d0 {"what":"job","number":3,"origin":"https://till.test","jobId":"job-waiting","printerId":"counter","kind":"receipt","sha256":"ff0c063960cbe00111b539a36fc18d38acb319a8e347287f25d13a18be4a09fd","expiresAt":9999999999999,"reprintOf":null,"acceptedAt":9999999990000,"bytesB64":"G0BUZWEKHVYA"}
`
