import { readFile } from 'node:fs/promises'
import { startBenchBridge } from './bench-bridge.ts'
import type { Figure } from './statistics.ts'

const MB = 1024

/** What the print bridge holds of the machine's memory while nobody prints, once a second. Linux tells it. */
export async function measureBridgeMemory(seconds: number): Promise<Figure[]> {
  const bridge = await startBenchBridge()
  try {
    const samples: number[] = []
    for (let second = 0; second < seconds; second++) {
      await new Promise(resolve => setTimeout(resolve, 1000))
      samples.push(await residentMegabytes(bridge.pid))
    }
    return [{ name: 'idle print bridge', unit: 'MB', samples, bound: { on: 'p95', atMost: 70 } }]
  } finally {
    await bridge.dispose()
  }
}

async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / MB
}
