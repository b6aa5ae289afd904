import { installPackages } from './apt.mjs'
import { findChromium } from './find-chromium.mjs'

/** @returns `{ path }` of a Chromium or Chrome, installed if need be, or `{ missing }`: why there is none. */
export function ensureChromium() {
  const found = findChromium()
  if (found !== undefined) return { path: found }
  if (process.env.CHROMIUM)
    return { missing: `CHROMIUM is set to ${process.env.CHROMIUM}, which is not there` }
  if (process.platform !== 'linux') {
    return { missing: 'no Chrome or Chromium at its usual places: install one, or set CHROMIUM to its path' }
  }
  const problem = installPackages('chromium')
  const path = findChromium()
  return path === undefined ? { missing: `no Chromium: ${problem ?? 'the package brought none'}` } : { path }
}
