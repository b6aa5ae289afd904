import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRelay } from './relay-process.ts'

/** Sets the demo shop up on a relay of its own and leaves that relay's data in a folder, to be copied by many. */
export async function prepareDemo(target: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'evertill-demo-'))
  const data = join(folder, 'data')
  const relay = await startRelay({ env: { DATA_DIR: data } })
  try {
    const reply = await fetch(`${relay.url}/api/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: relay.url },
      body: JSON.stringify({ kind: 'demo' }),
    })
    if (!reply.ok)
      throw new Error(`setting up the demo shop: ${reply.status} ${await reply.text()}\n${relay.output()}`)
    await relay.stop()
    await cp(data, target, { recursive: true })
  } finally {
    await relay.dispose()
    await rm(folder, { recursive: true, force: true })
  }
}
