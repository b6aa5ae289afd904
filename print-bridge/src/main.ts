import { readFileSync } from 'node:fs'
import { serve } from '@hono/node-server'
import { createBridge, DEFAULT_PORT } from './app.ts'

const port = readPort(process.env.PRINT_BRIDGE_PORT)
const server = serve(
  { fetch: createBridge({ version: readVersion(), port }).fetch, hostname: '127.0.0.1', port },
  () => {
    process.stdout.write(`print bridge on http://127.0.0.1:${port}\n`)
  },
)
server.on('error', error => {
  process.stderr.write(`print bridge: cannot listen on 127.0.0.1:${port}: ${error.message}\n`)
  process.exit(1)
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close())

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_PORT
  const wanted = Number(text)
  if (Number.isInteger(wanted) && wanted > 0 && wanted < 65536) return wanted
  process.stderr.write(`print bridge: PRINT_BRIDGE_PORT must be a port from 1 to 65535, not "${text}"\n`)
  process.exit(1)
}

/** The package's own version: the bridge is installed apart from the rest. */
function readVersion(): string {
  const text: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  const hasVersion =
    typeof text === 'object' && text !== null && 'version' in text && typeof text.version === 'string'
  return hasVersion ? String(text.version) : 'unknown'
}
