/**
 * `npm run bench:hardware`: what printing takes, on emulated printers. Not a test: the machine should have nothing
 * else to do. `-- --jobs 500` for fewer jobs through the flaky printer. From a sale being done to its job being taken up
 * is measured in the page by `npm run bench`; here it is from there to the printer's first byte.
 */
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { SESSION_TIMES } from '@evertill/crdt-model/printing'
import { jobOf, makeRig, receipt } from '../../print-bridge/test/harness.ts'
import { BrowserDevice } from '../e2e/harness/browser-device.ts'
import { DirectPort } from '../src/hardware/printing/direct-port.ts'
import { encodeLines } from '../src/hardware/printing/encode-lines.ts'
import { layOut } from '../src/hardware/printing/lay-out.ts'
import type { ReceiptBlock } from '../src/hardware/printing/receipt-block.ts'
import { openUsbLink } from '../src/hardware/printing/usb-link.ts'
import { printFlakyJobs } from './flaky-jobs.ts'
import { type Figure, formatTable } from './statistics.ts'

const ROUNDS = 200
const BRIDGE = new URL('../../print-bridge/bin/start.mjs', import.meta.url).pathname

const { values } = parseArgs({ options: { jobs: { type: 'string', default: '10000' } } })

/** Fifty lines of goods, with their details and the sums: what a large shopping trip prints. */
function largeReceipt(): ReceiptBlock[] {
  const line = (index: number): ReceiptBlock[] => [
    { kind: 'row', left: `Goods number ${index} with a name of some length`, right: '£12.75' },
    { kind: 'text', text: '3 × £4.25', indent: 2 },
  ]
  return [
    { kind: 'text', text: 'The shop', align: 'center', bold: true, large: true },
    ...Array.from({ length: 50 }, (_, index) => line(index)).flat(),
    { kind: 'rule' },
    { kind: 'row', left: 'Total', right: '£637.50', bold: true, large: true },
    { kind: 'qr', data: 'G1-000001' },
  ]
}

function encode(): Uint8Array {
  const drawLine = () => {
    throw new Error('every printer has these letters')
  }
  return encodeLines(layOut(largeReceipt(), 48), { columns: 48, language: 'esc-pos', drawLine })
}

async function sample(rounds: number, measure: () => Promise<number> | number): Promise<number[]> {
  for (let warm = 0; warm < 20; warm++) await measure()
  const samples: number[] = []
  for (let round = 0; round < rounds; round++) samples.push(await measure())
  return samples
}

/** From the job being taken up to the first byte of it at a printer on USB: the three questions before it included. */
async function firstByteOverUsb(): Promise<number[]> {
  const device = new BrowserDevice()
  Object.defineProperty(globalThis, 'navigator', { value: device.navigator, configurable: true })
  const link = () => openUsbLink({ vendorId: 1, productId: 2, serialNumber: 'J4XF' })
  const port = new DirectPort(link, { language: 'esc-pos', isSilent: false })
  const bytes = encode()
  let number = 0
  const samples = await sample(ROUNDS, async () => {
    const before = device.engine.bytesReceived
    const start = performance.now()
    let first = 0
    const done = port.print(
      {
        ...{ id: `job-${number++}`, kind: 'receipt', bytes, expiresAt: Number.MAX_SAFE_INTEGER },
        ...{ copyOf: null, offeredBefore: false },
      },
      { note: async () => undefined, waiting: () => undefined, confirmedLate: () => undefined },
    )
    // The questions are nine bytes; what comes after them is the job.
    while (device.engine.bytesReceived <= before + 9) await new Promise(setImmediate)
    first = performance.now()
    await done
    return first - start
  })
  await port.close()
  return samples
}

/** From the till's request to the first byte at a printer on the network, fsync of the job included. */
async function firstByteOverBridge(): Promise<number[]> {
  const rig = await makeRig({}, { times: SESSION_TIMES })
  const samples = await sample(ROUNDS, async () => {
    const job = jobOf(receipt('Tea 2.50'))
    const lines = rig.engine.paper.items.length
    const start = performance.now()
    const sent = rig.till.print(job)
    while (rig.engine.paper.items.length === lines) await new Promise(setImmediate)
    const first = performance.now()
    await sent
    await rig.till.until(job.jobId, 'confirmed')
    return first - start
  })
  await rig.stop()
  return samples
}

/** What a bridge without work holds in memory, as the operating system counts it. KB. */
async function idleMemory(): Promise<number> {
  const env = {
    ...process.env,
    PRINT_BRIDGE_PORT: '19753',
    PRINT_BRIDGE_DATA: `/tmp/evertill-bench-${process.pid}`,
  }
  const child = spawn(process.execPath, [BRIDGE], { env, stdio: 'ignore' })
  // It settles: what starting took is given back.
  await new Promise(resolve => setTimeout(resolve, 8000))
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
  child.kill('SIGTERM')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1])
}

const figures: Figure[] = [
  {
    ...{ name: 'encoding a receipt of 50 lines', unit: 'ms', bound: { on: 'median', atMost: 5 } },
    samples: await sample(ROUNDS, () => {
      const start = performance.now()
      encode()
      return performance.now() - start
    }),
  },
  {
    ...{ name: 'job taken up → first byte, USB', unit: 'ms', bound: { on: 'p95', atMost: 30 } },
    samples: await firstByteOverUsb(),
  },
  {
    ...{ name: 'job taken up → first byte, bridge', unit: 'ms', bound: { on: 'p95', atMost: 40 } },
    samples: await firstByteOverBridge(),
  },
  {
    ...{ name: 'bridge, idle memory', unit: 'KB', bound: { on: 'median', atMost: 70 * 1024 } },
    samples: [await idleMemory()],
  },
]
process.stdout.write(`${formatTable(figures)}\n\n`)

const flaky = await printFlakyJobs(1, Number(values.jobs))
const rate = (part: number) => `${((100 * part) / flaky.jobs).toFixed(1)} %`
process.stdout.write(
  `${flaky.jobs} jobs through a flaky printer, the till killed ${flaky.kills} times: ` +
    `${flaky.confirmed} printed once (${rate(flaky.confirmed)}), ${flaky.unknown} asked about ` +
    `(${rate(flaky.unknown)}, ${flaky.unknownPrinted} of them on paper), ` +
    `${flaky.lost.length} lost, ${flaky.doubled.length} doubled\n`,
)
process.exit(flaky.lost.length + flaky.doubled.length > 0 ? 1 : 0)
