/** `npm start`: from a fresh clone to a running shop. Installs, builds and starts the relay, and says where it is. */
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { constants } from 'node:os'
import { parseArgs } from 'node:util'
import { ensureBuilt, relayProgram } from './ensure-built.mjs'
import { ensureInstalled, requireNode, root } from './ensure-installed.mjs'

const HELP = `npm start [-- --port 8080]

Environment:
  PORT           where to listen (8080)
  DATABASE_URL   a PostgreSQL; without it an embedded one in .data/ (for trying out)
  DATA_DIR       where the embedded one keeps its files
`

requireNode()
const { values } = parseArgs({ options: { port: { type: 'string' }, help: { type: 'boolean', short: 'h' } } })
if (values.help) {
  console.log(HELP)
  process.exit(0)
}
const port = values.port ?? process.env.PORT ?? '8080'
if (!(Number(port) > 0 && Number(port) < 65536)) {
  console.error(`PORT must be a number from 1 to 65535, not "${port}"`)
  process.exit(1)
}
await requireFreePort()
ensureInstalled()
ensureBuilt()

const relay = spawn(process.execPath, relayProgram(), {
  cwd: root,
  stdio: 'inherit',
  env: { NODE_ENV: 'production', LOG_LEVEL: 'warn', ...process.env, PORT: port },
})
let running = true
relay.on('exit', (code, signal) => {
  running = false
  process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal])
})
// In a terminal Ctrl-C reaches the relay by itself; sent twice it would be taken for "now, at once".
process.on('SIGINT', () => process.stdin.isTTY || relay.kill('SIGINT'))
process.on('SIGTERM', () => relay.kill('SIGTERM'))
process.on('SIGHUP', () => relay.kill('SIGTERM'))

while (running && !(await isReady())) await new Promise(resolve => setTimeout(resolve, 150))
if (running) console.log(`\n  Evertill is running.  Open  http://localhost:${port}\n  Stop it with Ctrl-C.\n`)

/** Said here, before minutes of installing, and because whoever has the port would answer `isReady` in our place. */
async function requireFreePort() {
  const problem = await new Promise(resolve => {
    const probe = createServer().once('error', resolve)
    probe.listen(Number(port), process.env.HOST || '127.0.0.1', () => probe.close(() => resolve(undefined)))
  })
  if (problem === undefined) return
  const reason = problem.code === 'EADDRINUSE' ? 'something else listens there' : problem.message
  console.error(`Evertill cannot listen on port ${port}: ${reason}. Choose another: npm start -- --port 8081`)
  process.exit(1)
}

async function isReady() {
  try {
    return (await fetch(`http://127.0.0.1:${port}/ready`)).ok
  } catch {
    return false
  }
}
