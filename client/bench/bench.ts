import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { chromiumPath } from '../e2e/harness/own-browser.ts'
import { measureBytes } from './measure-bytes.ts'
import { measureCatchUp } from './measure-catch-up.ts'
import { measureEnrolment } from './measure-enrolment.ts'
import { measureRoute } from './measure-route.ts'
import { measureSearch } from './measure-search.ts'
import { measureSelling } from './measure-selling.ts'
import { measureStart } from './measure-start.ts'
import { type Figure, formatTable } from './statistics.ts'

const MEASUREMENTS: Readonly<Record<string, () => Promise<Figure[]>>> = {
  route: measureRoute,
  bytes: () => measureBytes(30),
  selling: () => measureSelling(50),
  enrolment: () => measureEnrolment(10_000, 5),
  'start-10k': () => measureStart(10_000, 1000, 9),
  'start-100k': () => measureStart(100_000, 1500, 5),
  search: () => measureSearch(100_000, 3),
  'catch-up': () => measureCatchUp(12_000),
}

/** Measures everything, or what `--only start-10k,search` names, and prints the table and the machine. */
export async function runBenchmarks(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' } } })
  const chosen = values.only?.split(',') ?? Object.keys(MEASUREMENTS)
  const figures: Figure[] = []
  const failures: string[] = []
  for (const name of chosen) {
    const measure = MEASUREMENTS[name]
    if (measure === undefined)
      throw new Error(`no measurement ${name}: ${Object.keys(MEASUREMENTS).join(', ')}`)
    console.error(`measuring ${name} …`)
    try {
      figures.push(...(await measure()))
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  console.log(`\n${formatTable(figures)}\n\n${await machine()}`)
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
