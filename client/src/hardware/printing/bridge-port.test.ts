import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { BridgePort } from './bridge-port.ts'
import type { EncodedJob, JobSteps } from './printer-port.ts'

const JOB: EncodedJob = {
  id: 'job-1',
  kind: 'receipt',
  bytes: Uint8Array.of(1, 2, 3),
  expiresAt: Date.now() + 60_000,
  copyOf: null,
  offeredBefore: false,
}
const STEPS: JobSteps = {
  note: async () => undefined,
  waiting: () => undefined,
  confirmedLate: () => undefined,
}

let bridge: Server | undefined
afterEach(() => {
  bridge?.closeAllConnections()
  bridge?.close()
})

/** A till's port at a bridge that answers so. */
async function portAt(answer: (response: ServerResponse) => void): Promise<BridgePort> {
  const server = createServer((_request, response) => answer(response))
  bridge = server
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return new BridgePort({ port, token: 'token', printerId: 'counter' })
}

describe('a job that the bridge took', () => {
  it('is asked for again when the answer was cut off: nobody is told that it was not printed', async () => {
    const port = await portAt(response => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' })
      response.write('{"state":"prin')
      setImmediate(() => response.destroy())
    })
    const state = await port.print(JOB, STEPS)
    expect(state).toMatchObject({ state: 'failed', reason: 'unreachable', retryAt: expect.any(Number) })
  })

  it('is of unknown fate when the answer cannot be understood', async () => {
    const port = await portAt(response => response.writeHead(200).end('{"state":"of another version"}'))
    expect(await port.print(JOB, STEPS)).toEqual({ state: 'unknown', reason: 'link-lost' })
  })

  it.each(['disk-full', 'storage-failed', 'spool-full'])(
    'waits while the bridge says %s, and says why',
    async code => {
      const refusal = JSON.stringify({ error: { code } })
      const port = await portAt(response => response.writeHead(507).end(refusal))
      const state = await port.print(JOB, STEPS)
      expect(state).toMatchObject({ state: 'failed', reason: 'storage', retryAt: expect.any(Number) })
    },
  )

  it('failed for good when the bridge refuses it', async () => {
    const refusal = JSON.stringify({ error: { code: 'not-found' } })
    const port = await portAt(response => response.writeHead(404).end(refusal))
    const state = await port.print(JOB, STEPS)
    expect(state).toEqual({ state: 'failed', reason: 'printer-removed', retryAt: null })
  })
})
