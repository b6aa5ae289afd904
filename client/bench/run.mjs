/**
 * `npm run bench`: the figures the product promises, measured in a real Chromium against a real relay.
 * Not a test: the machine should have nothing else to do. `npm run bench -- --only bytes,route` measures a part.
 */
import { register } from 'tsx/esm/api'
import { ensureChromium } from '../../.ci/ensure-chromium.mjs'
import { ensureBuilt } from '../../relay/bin/ensure-built.mjs'

const chromium = ensureChromium()
if (chromium.path === undefined) {
  console.error(chromium.missing)
  process.exit(1)
}
process.env.CHROMIUM = chromium.path
if (process.env.CLIENT_DIR === undefined) ensureBuilt()
register()
const { runBenchmarks } = await import('./bench.ts')
await runBenchmarks()
process.exit()
