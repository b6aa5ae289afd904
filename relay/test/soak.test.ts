import { describe, expect, it } from 'vitest'
import { findPostgresqlBinaries } from '../soak/own-postgresql.ts'
import { runSoak, type SoakSize } from '../soak/run-soak.ts'

/** Every kind of fault once, each short. `npm run soak` does more of everything. */
const SMALL: SoakSize = {
  tills: 3,
  offices: 2,
  relays: 1,
  faults: 13,
  longestPauseMs: 150,
  longestFaultMs: 300,
  longestSalePauseMs: 40,
  longestEditPauseMs: 100,
  patienceMs: 60_000,
}

/** One, and those with which something was found once. */
const SEEDS = [Number(process.env.EVERTILL_SEED ?? 1)]

const title = 'a shop whose lines, relay, database and disk fail'
if (findPostgresqlBinaries() === undefined)
  describe.skip(`${title} (no PostgreSQL is installed here)`, () => {})
else {
  describe(title, () => {
    it.each(SEEDS)(
      'loses nothing that was acknowledged, and ends equal everywhere (seed %i)',
      async seed => {
        const report = await runSoak(seed, SMALL)
        expect(report.sales).toBeGreaterThan(SMALL.tills)
      },
      120_000,
    )
  })
}
