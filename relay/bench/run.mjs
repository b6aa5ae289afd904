/**
 * `npm run bench:relay`: the relay beside y-websocket's own server and Hocuspocus, each in a process of its own and
 * driven by a process of its own. Not a test: the machine should have nothing else to do. `--quick`,
 * `--scale 0.1`, `--tills 300`, `--only throughput,durability,latency,outage,memory,stored,history`,
 * `--servers evertill,y-websocket`, `--profile <folder>`.
 */
import { register } from 'tsx/esm/api'
import { ensurePostgres } from '../../.ci/ensure-postgres.mjs'
import { ensureBuilt } from '../bin/ensure-built.mjs'

const { url, missing, stop } = await ensurePostgres()
if (url === undefined) {
  console.error(missing)
  process.exit(1)
}
process.env.TEST_DATABASE_URL = url
ensureBuilt()
register()
const { runBenchmarks } = await import('./bench.ts')
try {
  await runBenchmarks()
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  await stop()
}
process.exit()
