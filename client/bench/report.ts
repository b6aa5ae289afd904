import { cpus, loadavg, totalmem } from 'node:os'
import { chromium } from 'playwright-core'
import { chromiumPath } from '../e2e/harness/own-browser.ts'
import { type Figure, formatTable } from './statistics.ts'

/** What is measured, by the name that `--only` knows it by. */
export type Measurements = Readonly<Record<string, () => Promise<Figure[]>>>

/** Measures what is chosen, one after the other, and prints the table, the machine, and what could not be measured. */
export async function report(measurements: Measurements, only: string | undefined): Promise<void> {
  const figures: Figure[] = []
  const failures: string[] = []
  const load = loadavg()[0] ?? 0
  for (const name of only?.split(',') ?? Object.keys(measurements)) {
    const measure = measurements[name]
    if (measure === undefined)
      throw new Error(`no measurement ${name}: ${Object.keys(measurements).join(', ')}`)
    console.error(`measuring ${name} …`)
    try {
      const measured = await measure()
      figures.push(...measured)
      const empty = measured.find(figure => figure.samples.length === 0)
      if (empty !== undefined) failures.push(`${name}: nothing was timed for “${empty.name}”`)
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  console.log(`\n${formatTable(figures)}\n\n${await machine()}, load ${load.toFixed(1)} before`)
  for (const failure of failures) console.log(`could not be measured: ${failure}`)
  process.exitCode = failures.length > 0 ? 1 : 0
}

async function machine(): Promise<string> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] })
  const version = browser.version()
  await browser.close()
  const [cpu] = cpus()
  const memory = Math.round(totalmem() / 1024 ** 3)
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${memory} GB, Node ${process.versions.node}, Chromium ${version}, ${new Date().toISOString().slice(0, 10)}`
}
