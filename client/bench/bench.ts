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

interface Sizes {
  readonly large: number
  readonly sales: number
  readonly offlineSales: number
  readonly samples: number
}

const FULL: Sizes = { large: 100_000, sales: 50, offlineSales: 12_000, samples: 9 }
/** For trying the benchmarks out: the figures of a quick run say little. */
const QUICK: Sizes = { large: 20_000, sales: 10, offlineSales: 500, samples: 2 }

const MEASUREMENTS: Readonly<Record<string, (sizes: Sizes) => Promise<Figure[]>>> = {
  route: measureRoute,
  bytes: ({ sales }) => measureBytes(sales),
  selling: ({ sales }) => measureSelling(sales),
  enrolment: ({ samples }) => measureEnrolment(10_000, samples),
  'start-10k': ({ samples }) => measureStart(10_000, 1000, samples),
  'start-100k': ({ large, samples }) => measureStart(large, 1500, samples),
  search: ({ large }) => measureSearch(large, 3),
  'catch-up': ({ offlineSales }) => measureCatchUp(offlineSales),
}

/** Measures everything, or what `--only start-10k,search` names (in small with `--quick`), and prints the table and the machine. */
export async function runBenchmarks(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, quick: { type: 'boolean' } } })
  const chosen = values.only?.split(',') ?? Object.keys(MEASUREMENTS)
  const sizes = values.quick === true ? QUICK : FULL
  const figures: Figure[] = []
  const failures: string[] = []
  for (const name of chosen) {
    const measure = MEASUREMENTS[name]
    if (measure === undefined)
      throw new Error(`no measurement ${name}: ${Object.keys(MEASUREMENTS).join(', ')}`)
    console.error(`measuring ${name} …`)
    try {
      const measured = await measure(sizes)
      figures.push(...measured)
      const empty = measured.find(figure => figure.samples.length === 0)
      if (empty !== undefined) failures.push(`${name}: nothing was timed for “${empty.name}”`)
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
