import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import type { Database } from '../src/storage/database.ts'
import { openTestPostgresql } from '../src/testing/postgres.ts'
import { startDriver } from './driver/start-driver.ts'
import { type Bench, MEASUREMENTS, type Sizes } from './measurements.ts'
import { type MeasuredServer, type ServerKind, startServer } from './servers/measured-server.ts'
import { type Figure, formatTable, meetsTarget } from './table.ts'

const FULL: Sizes = {
  tills: 1000,
  selling: 100,
  floodEach: 600,
  floodRounds: 5,
  floodDocuments: [50, 200],
  steadySales: 30,
  outageSales: 100,
  storedDocuments: 100_000,
  historyDays: 1000,
  oneByOne: 500,
}

/** For trying the benchmark out: the figures of a quick run say little. */
const QUICK: Sizes = {
  tills: 100,
  selling: 10,
  floodEach: 400,
  floodRounds: 2,
  floodDocuments: [50],
  steadySales: 5,
  outageSales: 100,
  storedDocuments: 1000,
  historyDays: 50,
  oneByOne: 100,
}

const ALL: readonly ServerKind[] = ['evertill', 'y-websocket', 'hocuspocus']

/** So much of everything, but no less than can be measured: for what takes hours at full size. */
function scaled(sizes: Sizes, scale: number): Sizes {
  const some = (count: number, least: number) => Math.max(least, Math.round(count * scale))
  return {
    ...sizes,
    tills: some(sizes.tills, 10),
    floodEach: some(sizes.floodEach, 50),
    floodDocuments: sizes.floodDocuments.map(count => some(count, 5)),
    outageSales: some(sizes.outageSales, 10),
    storedDocuments: some(sizes.storedDocuments, 100),
    historyDays: some(sizes.historyDays, 10),
    oneByOne: some(sizes.oneByOne, 20),
  }
}

/**
 * Measures everything, or what `--only throughput,outage` names (in small with `--quick`, in another size by
 * `--scale 0.1`, with fewer tills by `--tills 300`), side by side with the other servers or with those of `--servers`
 * only, and prints the table and the machine. `--profile <folder>` keeps CPU profiles.
 */
export async function runBenchmarks(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean' },
      servers: { type: 'string' },
      scale: { type: 'string', default: '1' },
      tills: { type: 'string' },
      profile: { type: 'string' },
    },
  })
  const chosen = values.only?.split(',') ?? Object.keys(MEASUREMENTS)
  const unknown = chosen.find(name => MEASUREMENTS[name] === undefined)
  if (unknown !== undefined)
    throw new Error(`no measurement ${unknown}: ${Object.keys(MEASUREMENTS).join(', ')}`)
  const kinds = ALL.filter(kind => values.servers?.split(',').includes(kind) ?? true)
  const { database, url } = await openTestPostgresql({ durable: true })
  const servers: MeasuredServer[] = []
  try {
    for (const kind of kinds) servers.push(await startServer(kind, url, values.profile))
    const scale = Number(values.scale)
    if (!(scale > 0)) throw new Error(`--scale is a number above 0, not ${values.scale}`)
    const sizes = scaled(values.quick === true ? QUICK : FULL, scale)
    const tills = Number(values.tills ?? sizes.tills)
    await measure(servers, { ...sizes, tills, selling: Math.ceil(tills / 10) }, chosen)
    console.log(`\n${await machine(database)}`)
  } finally {
    await Promise.all(servers.map(server => server.stop()))
    await database.close()
  }
}

async function measure(
  servers: readonly MeasuredServer[],
  sizes: Sizes,
  chosen: readonly string[],
): Promise<void> {
  const relay = servers.find(({ kind }) => kind === 'evertill')
  if (relay === undefined) throw new Error('our relay must be among the servers: it enrolls the tills')
  const driver = startDriver()
  let day = 0
  const takeDays = (count: number) => {
    const first = day
    day += count
    return first
  }
  const bench: Bench = { servers, driver, sizes, takeDays }
  const figures: Figure[] = []
  const failures: string[] = []
  try {
    console.error(`enrolling ${sizes.tills} tills …`)
    await driver.do('openShop', { port: relay.port, count: sizes.tills })
    for (const name of chosen) {
      console.error(`measuring ${name} …`)
      try {
        figures.push(...((await MEASUREMENTS[name]?.(bench)) ?? []))
      } catch (error) {
        failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  } finally {
    driver.stop()
  }
  console.log(`\n${formatTable(figures)}`)
  for (const failure of failures) console.log(`could not be measured: ${failure}`)
  const missed = figures.filter(figure => meetsTarget(figure) === false).length
  if (missed > 0) console.log(`${missed} targets missed`)
  process.exitCode = failures.length + missed > 0 ? 1 : 0
}

/** What it was measured on. How PostgreSQL treats a commit decides what durable means. */
async function machine(database: Database): Promise<string> {
  const [row] = await database.query<{ version: string; fsync: string; synchronous: string }>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as synchronous`,
  )
  const [cpu] = cpus()
  const memory = Math.round(totalmem() / 1024 ** 3)
  return [
    `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${memory} GB, Node ${process.versions.node}`,
    `PostgreSQL ${row?.version} on the same machine, fsync ${row?.fsync}, synchronous_commit ${row?.synchronous}`,
    'evertill: committed and acknowledged. y-websocket 2.1.0: in memory, its echo is taken for an acknowledgement.',
    'hocuspocus 3.4.4: in memory and acknowledged, stored by its database extension after a pause, as it comes.',
    `A ratio above 1 says that evertill is better. ${new Date().toISOString().slice(0, 10)}`,
  ].join('\n')
}
