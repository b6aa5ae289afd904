import { randomUUID } from 'node:crypto'
import { type TillsReply, tillsReply } from '@evertill/crdt-model'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { createChangeSignal } from '../../change-signal.ts'
import { joinRelayRegistry } from '../../fan-out/relay-registry.ts'
import { describeRelay } from '../../testing/describe-relay.ts'
import { enrollTablet, onlyTill, REPORT, setUpOwnShop, type TestBrowser } from '../../testing/test-relay.ts'
import { waitForChange } from './wait-for-change.ts'

/** The events of the stream as they come. */
async function* events(browser: TestBrowser): AsyncGenerator<TillsReply> {
  const response = await browser.get('/api/tills/events')
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  if (!response.body) throw new Error('a stream has a body')
  let text = ''
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n')
      text = text.slice(end + 2)
      expect(lines[0]).toBe('event: tills')
      yield v.parse(tillsReply, JSON.parse(lines[1]?.slice('data: '.length) ?? ''))
    }
  }
}

await describeRelay('/api/tills', relay => {
  it('tells how every till and the relay are', async () => {
    const owner = await setUpOwnShop(relay())
    const reply = v.parse(tillsReply, await (await owner.get('/api/tills')).json())
    expect(reply.tills).toHaveLength(1)
    expect(reply.relay).toMatchObject({ version: '1.2.3', connections: 0, documents: 2 })
    expect(reply.relay.storage).toBe(relay().services.database.kind)
    expect(reply.relay.storedBytes).toBeGreaterThan(0)
  })

  it('tells which relays share the database, and whether tills wait to be let in again', async () => {
    const owner = await setUpOwnShop(relay())
    const { database, log, relayName } = relay().services
    const join = (name: string) =>
      joinRelayRegistry({ database, relay: randomUUID(), name, version: '1.2.3', log, connections: () => 5 })
    const registries = [join(relayName), join('other.test:80')]
    const health = async () => v.parse(tillsReply, await (await owner.get('/api/tills')).json()).relay
    await expect.poll(async () => (await health()).relays, { timeout: 30_000 }).toHaveLength(2)
    const { relays, recovery } = await health()
    expect(new Map(relays.map(each => [each.name, each.isThis]))).toEqual(
      new Map([
        [relayName, true],
        ['other.test:80', false],
      ]),
    )
    expect(relays).toMatchObject([{ connections: 5 }, { connections: 5 }])
    expect(recovery).toEqual({ openUntil: null, waiting: 0 })
    await owner.post('/api/recovery', {})
    expect((await health()).recovery.openUntil).toBeGreaterThan(relay().services.now())
    await Promise.all(registries.map(registry => registry.stop()))
    expect((await health()).relays).toEqual([])
  })

  it('sends an event at once and one after a change', async () => {
    const owner = await setUpOwnShop(relay())
    const { tablet } = await enrollTablet(relay(), owner, await onlyTill(owner))
    const stream = events(owner)
    expect((await stream.next()).value.tills[0].device.report).toBeNull()
    await tablet.post('/api/device/report', REPORT)
    expect((await stream.next()).value.tills[0].device.report).toEqual(REPORT)
    await stream.return(undefined)
  })

  it('ends the stream of a session that ended', async () => {
    const owner = await setUpOwnShop(relay())
    const stream = events(owner)
    await stream.next()
    const other = relay().browser()
    other.cookies.set('evertill_session', owner.cookies.get('evertill_session') ?? '')
    await other.ask('DELETE', '/api/session')
    relay().services.changes.notify()
    expect((await stream.next()).done).toBe(true)
  })
})

describe('waitForChange', () => {
  const bounds = { atLeast: 1000, atMost: 10_000 }

  /** Moves a faked clock until the promise resolves. @returns after how long. */
  async function timeOf(
    wait: (signal: AbortSignal) => Promise<void>,
    abort = new AbortController(),
  ): Promise<number> {
    const start = Date.now()
    const done = wait(abort.signal).then(() => Date.now() - start)
    await vi.advanceTimersByTimeAsync(20_000)
    return done
  }

  it('waits for the shortest pause however many changes there are, and for the longest when there is none', async () => {
    vi.useFakeTimers()
    const changes = createChangeSignal()
    const busy = timeOf(signal => waitForChange(changes, signal, bounds))
    for (let i = 0; i < 100; i++) changes.notify()
    expect(await busy).toBe(1000)
    expect(await timeOf(signal => waitForChange(changes, signal, bounds))).toBe(10_000)
    setTimeout(() => changes.notify(), 3000)
    expect(await timeOf(signal => waitForChange(changes, signal, bounds))).toBe(3000)
    const abort = new AbortController()
    abort.abort()
    expect(await timeOf(signal => waitForChange(changes, signal, bounds), abort)).toBe(0)
    vi.useRealTimers()
  })
})
