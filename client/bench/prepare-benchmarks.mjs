import { register } from 'tsx/esm/api'
import { ensureChromium } from '../../.ci/ensure-chromium.mjs'
import { ensureBuilt } from '../../relay/bin/ensure-built.mjs'

/** What every benchmark in a browser needs: a browser, the built app, and TypeScript that can be imported. */
export function prepareBenchmarks() {
  const chromium = ensureChromium()
  if (chromium.path === undefined) {
    console.error(chromium.missing)
    process.exit(1)
  }
  process.env.CHROMIUM = chromium.path
  if (process.env.CLIENT_DIR === undefined) ensureBuilt()
  register()
}
