import { parseArgs } from 'node:util'
import { measureBytes } from './measure-bytes.ts'
import { measureCatchUp } from './measure-catch-up.ts'
import { measureEnrolment } from './measure-enrolment.ts'
import { measureRoute } from './measure-route.ts'
import { measureSearch } from './measure-search.ts'
import { measureSelling } from './measure-selling.ts'
import { measureStart } from './measure-start.ts'
import { type Measurements, report } from './report.ts'

interface Sizes {
  readonly large: number
  readonly sales: number
  readonly offlineSales: number
  readonly samples: number
}

const FULL: Sizes = { large: 100_000, sales: 50, offlineSales: 12_000, samples: 9 }
/** For trying the benchmarks out: the figures of a quick run say little. */
const QUICK: Sizes = { large: 20_000, sales: 10, offlineSales: 500, samples: 2 }

const measurements = ({ large, sales, offlineSales, samples }: Sizes): Measurements => ({
  route: measureRoute,
  bytes: () => measureBytes(sales),
  selling: () => measureSelling(sales),
  enrolment: () => measureEnrolment(10_000, samples),
  'start-10k': () => measureStart(10_000, 1000, samples),
  'start-100k': () => measureStart(large, 1500, samples),
  search: () => measureSearch(large, 3),
  'catch-up': () => measureCatchUp(offlineSales),
})

/** Measures everything, or what `--only start-10k,search` names (in small with `--quick`). */
export async function runBenchmarks(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, quick: { type: 'boolean' } } })
  await report(measurements(values.quick === true ? QUICK : FULL), values.only)
}
