/**
 * Runs one of the relay's commands, as built or from its sources where these are newer:
 *
 *     node relay/bin/run.mjs owner-link ada@shop.example
 */
import { spawnSync } from 'node:child_process'
import { relayProgram } from './ensure-built.mjs'
import { root } from './ensure-installed.mjs'

const [name, ...args] = process.argv.slice(2)
const { status } = spawnSync(process.execPath, [...relayProgram(name), ...args], {
  cwd: root,
  stdio: 'inherit',
})
process.exitCode = status ?? 1
