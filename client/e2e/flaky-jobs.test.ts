import { expect, it } from 'vitest'
import { printFlakyJobs } from './harness/flaky-jobs.ts'

it.each([1, 2, 3, 4])(
  'Q6 every job through a flaky printer is printed once, or asked about (seed %i)',
  async seed => {
    const outcome = await printFlakyJobs(seed, 120)
    expect(outcome).toMatchObject({ jobs: 120, lost: [], doubled: [] })
    expect(outcome.confirmed + outcome.unknown).toBe(120)
    expect(outcome.confirmed).toBeGreaterThan(60)
  },
)
