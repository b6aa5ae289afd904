import type { TillsReply } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import type { ApiResult } from './api-client.ts'
import { type WatchPorts, type WatchState, watchTills } from './watch-tills.ts'

const tills: TillsReply = {
  tills: [],
  relay: {
    storage: 'embedded',
    version: '1',
    startedAt: 0,
    documents: 0,
    storedBytes: 0,
    connections: 0,
    openDocuments: 0,
    updatesPerSecond: 0,
    commit: null,
    queue: { updates: 0, bytes: 0 },
    storeFailingSince: null,
    memory: { resident: 1, heap: 1 },
    eventLoopDelay: 0,
    refusedUpdates: 0,
    findings: 0,
    relays: [],
    recovery: { openUntil: null, waiting: 0 },
  },
}

/** An `EventSource` as far as the watch uses it. */
class FakeEvents extends EventTarget {
  closed = false
  close(): void {
    this.closed = true
  }
  send(data: string): void {
    this.dispatchEvent(new MessageEvent('tills', { data }))
  }
}

function makeWatch(answers: ApiResult<TillsReply>[]) {
  const opened: FakeEvents[] = []
  const timers = new Map<number, { run: () => void; delay: number }>()
  let timerCount = 0
  const states: WatchState['kind'][] = []
  const seen: TillsReply[] = []
  const ports: WatchPorts = {
    openEvents: () => {
      const events = new FakeEvents()
      opened.push(events)
      return asEventSource(events)
    },
    getTills: async () => answers.shift() ?? { ok: false, code: 'offline' },
    setTimer: (run, delay) => {
      timers.set(++timerCount, { run, delay })
      return timerCount
    },
    clearTimer: timer => void timers.delete(timer),
    random: () => 1,
  }
  const stop = watchTills(
    ports,
    reply => seen.push(reply),
    state => states.push(state.kind),
  )
  const fire = () => {
    const [timer, entry] = [...timers][0] ?? []
    if (timer === undefined || entry === undefined) throw new Error('no timer is set')
    timers.delete(timer)
    entry.run()
    return entry.delay
  }
  return { opened, timers, states, seen, stop, fire }
}

/** The watch calls nothing but `addEventListener` and `close`, which the stand-in has. */
function asEventSource(events: FakeEvents): EventSource {
  return events as unknown as EventSource
}

const settled = () => new Promise<void>(resolve => setImmediate(resolve))

describe('watch over the tills', () => {
  it('tells what comes, and drops what does not parse', () => {
    const watch = makeWatch([])
    watch.opened[0]?.dispatchEvent(new Event('open'))
    watch.opened[0]?.send(JSON.stringify(tills))
    watch.opened[0]?.send('{"tills":7}')
    watch.opened[0]?.send('garbage')
    expect(watch.states).toEqual(['connecting', 'live'])
    expect(watch.seen).toEqual([tills])
  })

  it('asks once after a loss, waits longer each time, and comes back', async () => {
    const watch = makeWatch([])
    const delays: number[] = []
    for (let i = 0; i < 6; i++) {
      watch.opened[i]?.dispatchEvent(new Event('error'))
      await settled()
      delays.push(watch.fire())
    }
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000])
    expect(watch.opened.slice(0, 6).every(events => events.closed)).toBe(true)
    watch.opened[6]?.dispatchEvent(new Event('open'))
    expect(watch.states.at(-1)).toBe('live')
  })

  it('a stream that a proxy cut once is not called offline', async () => {
    const watch = makeWatch([{ ok: true, value: tills }])
    watch.opened[0]?.dispatchEvent(new Event('open'))
    watch.opened[0]?.dispatchEvent(new Event('error'))
    await settled()
    expect(watch.states).toEqual(['connecting', 'live'])
    expect(watch.seen).toEqual([tills])
    expect(watch.timers.size).toBe(1)
  })

  it('stops when the relay refuses', async () => {
    const watch = makeWatch([{ ok: false, code: 'unauthenticated', fields: {}, retryAfterSeconds: null }])
    watch.opened[0]?.dispatchEvent(new Event('error'))
    await settled()
    expect(watch.states.at(-1)).toBe('refused')
    expect(watch.timers.size).toBe(0)
  })

  it('closes its stream and its timer when it is stopped', async () => {
    const watch = makeWatch([])
    watch.stop()
    expect(watch.opened[0]?.closed).toBe(true)

    const waiting = makeWatch([])
    waiting.opened[0]?.dispatchEvent(new Event('error'))
    await settled()
    waiting.stop()
    expect(waiting.timers.size).toBe(0)
  })
})
