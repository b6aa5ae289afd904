/**
 * Packs the print bridge as an npm package that needs nothing of this repository:
 *
 *     npm run package -w print-bridge           → print-bridge/dist/evertill-print-bridge-0.1.0.tgz
 *     npx ./evertill-print-bridge-0.1.0.tgz     (on the machine of the printers)
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleBridge, DIST, PACKAGE } from './bundle.mjs'

const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'))
const staging = join(DIST, 'package')
await bundleBridge()
rmSync(staging, { recursive: true, force: true })
mkdirSync(join(staging, 'dist'), { recursive: true })
const bundle = readFileSync(join(DIST, 'bridge.cjs'), 'utf8')
writeFileSync(join(staging, 'dist/bridge.cjs'), `#!/usr/bin/env node\n${bundle}`, { mode: 0o755 })
cpSync(join(PACKAGE, 'page'), join(staging, 'page'), { recursive: true })
cpSync(join(PACKAGE, 'README.md'), join(staging, 'README.md'))
const packed = {
  name: 'evertill-print-bridge',
  version: manifest.version,
  private: true,
  bin: { 'evertill-print-bridge': 'dist/bridge.cjs' },
  engines: { node: '>=20.19' },
  optionalDependencies: manifest.optionalDependencies,
}
writeFileSync(join(staging, 'package.json'), `${JSON.stringify(packed, null, 2)}\n`)
execFileSync('npm', ['pack', '--silent', '--pack-destination', DIST], {
  cwd: staging,
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
