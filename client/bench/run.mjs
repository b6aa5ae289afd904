/**
 * `npm run bench`: the figures the product promises, measured in a real Chromium against a real relay.
 * Not a test: the machine should have nothing else to do. `npm run bench -- --only bytes,route` measures a part.
 */
import { prepareBenchmarks } from './prepare-benchmarks.mjs'

prepareBenchmarks()
const { runBenchmarks } = await import('./bench.ts')
await runBenchmarks()
process.exit()
