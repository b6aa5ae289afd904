import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CLOSE, tillsReply } from '@evertill/crdt-model'
import * as v from 'valibot'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { relayProgram } from '../bin/ensure-built.mjs'
import { openEmbeddedDatabase } from './storage/embedded-database.ts'
import { migrate } from './storage/migrate.ts'
import { exerciseAccounts } from './testing/exercise-accounts.ts'
import { pgliteTemplate } from './testing/pglite-template.ts'
import { describePostgresql, openTestPostgresql } from './testing/postgres.ts'
import { OWN_SHOP } from './testing/test-relay.ts'

/** A relay as `npm start` runs it: a process of its own. */
interface RelayProcess {
  readonly process: ChildProcess
  /** Everything it wrote until now. */
  readonly output: { stdout: string; stderr: string }
  /** Resolves to its exit code, null when a signal ended it. */
  readonly exited: Promise<number | null>
}

/** An empty database directory, made once: making one takes seconds. */
let template: string
let directory: string
const running: RelayProcess[] = []

beforeAll(async () => {
  template = await mkdtemp(join(tmpdir(), 'evertill-template-'))
  const database = await openEmbeddedDatabase(template, await pgliteTemplate())
  await migrate(database)
  await database.close()
}, 120_000)
afterAll(() => rm(template, { recursive: true }))
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'evertill-main-'))
  await cp(template, directory, { recursive: true })
})
afterEach(async () => {
  for (const relay of running.splice(0)) {
    relay.process.kill('SIGKILL')
    await relay.exited
  }
  await rm(directory, { recursive: true, force: true })
})

function start(env: Record<string, string>, program: readonly string[] = relayProgram()): RelayProcess {
  const child = spawn(process.execPath, program, {
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: directory, ...env },
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', text => {
    output.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    output.stderr += text
  })
  // 'close' and not 'exit': by then everything it wrote was read.
  const exited = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null))
  const relay = { process: child, output, exited }
  running.push(relay)
  return relay
}

/** `npm run owner-link -- <e-mail>`. */
async function runOwnerLink(email: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const relay = start({}, [...relayProgram('owner-link'), email])
  return { code: await relay.exited, ...relay.output }
}

/** Waits for the start-up line. @returns the address in it. */
async function addressOf(relay: RelayProcess): Promise<string> {
  await expect.poll(() => relay.output.stdout, { timeout: 60_000 }).toMatch(/Evertill relay at http/)
  const [, url] = /Evertill relay at (\S+),/.exec(relay.output.stdout) ?? []
  if (url === undefined) throw new Error('the start-up line has the address')
  return url
}

function linesOf(text: string): string[] {
  return text.split('\n').filter(line => line !== '')
}

/** A port that something listens on. */
async function takePort(): Promise<{ port: number; release: () => void }> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return { port: address.port, release: () => server.close() }
}

describe('the relay process', { timeout: 120_000 }, () => {
  it('says in one line that its configuration cannot be meant', async () => {
    const relay = start({ PORT: 'http' })
    expect(await relay.exited).toBe(1)
    expect(linesOf(relay.output.stderr)).toEqual(['evertill relay: PORT must be a port number'])
  })

  it('says in one line that the database cannot be reached, without its password', async () => {
    const free = await takePort()
    free.release()
    const relay = start({ DATABASE_URL: `postgres://someone:hunter2@127.0.0.1:${free.port}/evertill` })
    expect(await relay.exited).toBe(1)
    const lines = linesOf(relay.output.stderr)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/cannot reach the database at 127\.0\.0\.1:\d+\/evertill/)
    expect(relay.output.stderr + relay.output.stdout).not.toContain('hunter2')
  })

  it('says in one line that the port is in use', async () => {
    const taken = await takePort()
    const relay = start({ PORT: String(taken.port) })
    expect(await relay.exited).toBe(1)
    expect(linesOf(relay.output.stderr)).toEqual([
      `evertill relay: port ${taken.port} on 127.0.0.1 is in use: stop what uses it, or set PORT`,
    ])
    taken.release()
  })

  it('says that embedded storage is for trying out, and lets no second relay at it', async () => {
    const first = start({})
    await addressOf(first)
    expect(first.output.stdout).toMatch(/embedded storage .*: for trying out/)
    const second = start({})
    expect(await second.exited).toBe(1)
    const lines = linesOf(second.output.stderr)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(`in use by another relay (process ${first.process.pid})`)
  })

  it('stops on SIGTERM: closes sockets so that clients come back, exits with 0, and finds all again', async () => {
    const first = start({})
    const url = await addressOf(first)
    const cookie = await setUp(url)
    const events = await fetch(`${url}/api/tills/events`, { headers: { cookie } })
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/settings`, { headers: { cookie } })
    await once(socket, 'message')
    const closed = once(socket, 'close')
    first.process.kill('SIGTERM')
    expect((await closed)[0]).toBe(CLOSE.restarting)
    await events.text()
    expect(await first.exited).toBe(0)
    expect(first.output.stderr).toBe('')
    const second = start({})
    const status = await fetch(`${await addressOf(second)}/api/status`)
    expect(await status.json()).toMatchObject({ setUp: true, storage: 'embedded' })
  })

  it('starts again after it was killed, on the same directory', async () => {
    const first = start({})
    await setUp(await addressOf(first))
    first.process.kill('SIGKILL')
    await first.exited
    const second = start({})
    const status = await fetch(`${await addressOf(second)}/api/status`)
    expect(await status.json()).toMatchObject({ setUp: true })
  })

  it('gives an owner who can sign in no more a one-time link, to whoever has the server', async () => {
    const first = start({})
    const cookie = await setUp(await addressOf(first))
    const refused = await runOwnerLink('ada@shop.example')
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('in use by another relay')])
    first.process.kill('SIGTERM')
    await first.exited
    const unknown = await runOwnerLink('nobody@shop.example')
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('Owners: ada@shop.example')])
    const { stdout } = await runOwnerLink(' ADA@shop.example')
    const [, code = ''] = /\/reset#(\S+)/.exec(stdout) ?? []
    const url = await addressOf(start({}))
    const post = (path: string, body: object) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const password = 'found it again, at last'
    expect((await post('/api/password-resets', { code, password })).status).toBe(204)
    expect((await fetch(`${url}/api/session`, { headers: { cookie } })).status).toBe(401)
    expect((await post('/api/session', { email: 'ada@shop.example', password })).status).toBe(200)
  })

  it('writes no secret and no personal data to its log, whatever is done with accounts', async () => {
    const relay = start({ LOG_LEVEL: 'trace' })
    const url = await addressOf(relay)
    const cookie = await setUp(url)
    const secrets = await exerciseAccounts(url, firstTill(url))
    relay.process.kill('SIGTERM')
    await relay.exited
    const written = relay.output.stdout + relay.output.stderr
    for (const line of ['shop set up', 'second step set up', 'password changed', 'user revoked']) {
      expect(written).toContain(line)
    }
    expect(secrets.length).toBeGreaterThan(30)
    for (const secret of [...secrets, cookie.split('=')[1] ?? '']) {
      expect(secret).not.toBe('')
      expect(written).not.toContain(secret)
    }
    for (const personal of ['ada@shop.example', 'mia@shop.example', 'Ada', 'Bob', 'Mia', '4711']) {
      expect(written).not.toContain(personal)
    }
  })
})

await describePostgresql('the relay process', () => {
  it('starts twice on one database, both at once', { timeout: 120_000 }, async () => {
    const { database, url } = await openTestPostgresql()
    const relays = [start({ DATABASE_URL: url }), start({ DATABASE_URL: url })]
    const statuses = await Promise.all(
      relays.map(async relay => (await fetch(`${await addressOf(relay)}/api/status`)).json()),
    )
    expect(statuses[0]).toMatchObject({ storage: 'postgresql', setUp: false })
    expect(statuses[1]).toEqual(statuses[0])
    for (const relay of relays) {
      relay.process.kill('SIGTERM')
      expect(await relay.exited).toBe(0)
    }
    await database.close()
  })
})

/** Sets an own shop up. @returns its owner's cookie. */
async function setUp(url: string): Promise<string> {
  const response = await fetch(`${url}/api/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(OWN_SHOP),
  })
  expect(response.status).toBe(201)
  const [cookie = ''] = response.headers.getSetCookie()
  return cookie.split(';')[0] ?? ''
}

/** Asks for the shop's till with a cookie. */
function firstTill(url: string): (cookie: string) => Promise<string> {
  return async cookie => {
    const response = await fetch(`${url}/api/tills`, { headers: { cookie } })
    const [till] = v.parse(tillsReply, await response.json()).tills
    if (!till) throw new Error('the shop has a till')
    return till.till
  }
}
