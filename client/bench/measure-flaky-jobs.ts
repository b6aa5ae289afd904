import { printFlakyJobs } from '../e2e/harness/flaky-jobs.ts'
import type { Figure } from './statistics.ts'

/** Each seed has its faults; one of a thousand jobs keeps what is looked through for every job short. */
const JOBS_A_SEED = 1000

/**
 * Jobs through the till's own queue to a USB printer that fails in every way it knows, with the till killed now and
 * then: every one is on paper once and confirmed, or a person is asked about it. Nothing is lost, nothing doubled.
 */
export async function measureFlakyJobs(jobs: number): Promise<Figure[]> {
  let [lost, doubled, confirmed, unknown, unknownPrinted, kills] = [0, 0, 0, 0, 0, 0]
  for (let done = 0, seed = 1; done < jobs; done += JOBS_A_SEED, seed++) {
    const outcome = await printFlakyJobs(seed, Math.min(JOBS_A_SEED, jobs - done))
    lost += outcome.lost.length
    doubled += outcome.doubled.length
    confirmed += outcome.confirmed
    unknown += outcome.unknown
    unknownPrinted += outcome.unknownPrinted
    kills += outcome.kills
  }
  const note = `${confirmed} confirmed, ${unknown} asked about of which ${unknownPrinted} are on paper, ${kills} kills`
  const bound = { on: 'p95', atMost: 0 } as const
  return [
    { name: `of ${jobs} jobs at a flaky printer, lost`, unit: 'jobs', samples: [lost], bound, note },
    { name: 'printed twice', unit: 'jobs', samples: [doubled], bound },
  ]
}
