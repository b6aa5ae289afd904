import { parseArgs } from 'node:util'
import { measureBridgeMemory } from './measure-bridge-memory.ts'
import { measureEncoding } from './measure-encoding.ts'
import { measureFlakyJobs } from './measure-flaky-jobs.ts'
import { measureOverBridge, measureOverUsb } from './measure-printing.ts'
import { measureScanning } from './measure-scanning.ts'
import { type Measurements, report } from './report.ts'

interface Sizes {
  readonly sales: number
  readonly receipts: number
  readonly idleSeconds: number
  readonly jobs: number
}

const FULL: Sizes = { sales: 60, receipts: 300, idleSeconds: 30, jobs: 10_000 }
/** For trying the benchmarks out: the figures of a quick run say little. */
const QUICK: Sizes = { sales: 8, receipts: 50, idleSeconds: 5, jobs: 300 }

const measurements = ({ sales, receipts, idleSeconds, jobs }: Sizes): Measurements => ({
  usb: () => measureOverUsb(sales),
  bridge: () => measureOverBridge(sales),
  encoding: () => measureEncoding(receipts),
  scanning: () => measureScanning(sales),
  memory: () => measureBridgeMemory(idleSeconds),
  jobs: () => measureFlakyJobs(jobs),
})

/** Measures everything about devices, or what `--only` names. */
export async function runHardwareBenchmarks(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, quick: { type: 'boolean' } } })
  await report(measurements(values.quick === true ? QUICK : FULL), values.only)
}
