#!/usr/bin/env node
/** Starts the print bridge: `npm run bridge`, or `evertill-print-bridge` where the package is installed. */
import { register } from 'tsx/esm/api'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`evertill print bridge: needs Node 20.19 or later, this is ${process.versions.node}\n`)
  process.exit(1)
}
register()
await import('../src/main.ts')
