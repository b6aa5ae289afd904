import { parseArgs } from 'node:util'
import { runSoak, type SoakSize } from './run-soak.ts'

const SIZE: SoakSize = {
  tills: 20,
  offices: 2,
  relays: 1,
  faults: 26,
  longestPauseMs: 3000,
  longestFaultMs: 6000,
  longestSalePauseMs: 300,
  longestEditPauseMs: 1000,
  patienceMs: 180_000,
}

/** Runs one soak after the other for as many minutes as asked for, or the one of `--seed`. */
export async function soak(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      minutes: { type: 'string', default: '10' },
      tills: { type: 'string', default: String(SIZE.tills) },
      faults: { type: 'string', default: String(SIZE.faults) },
      relays: { type: 'string', default: String(SIZE.relays) },
    },
  })
  const size: SoakSize = {
    ...SIZE,
    tills: Number(values.tills),
    faults: Number(values.faults),
    relays: Number(values.relays),
  }
  const deadline = Date.now() + Number(values.minutes) * 60_000
  const given = values.seed === undefined ? undefined : Number(values.seed)
  do {
    const seed = given ?? Date.now() % 2 ** 31
    console.log(
      `seed ${seed}: ${size.relays} relays, ${size.tills} tills, ${size.faults} faults (npm run soak -- --seed ${seed})`,
    )
    const report = await runSoak(seed, size, line => console.log(`  ${line}`))
    console.log(
      `  all well: ${report.sales} sales and ${report.edits} edits in ${report.documents} documents, ` +
        `${report.refusedCopies} copies fetched anew, full disk by ${report.disk}, ${report.seconds.toFixed(0)} s`,
    )
  } while (given === undefined && Date.now() < deadline)
}
