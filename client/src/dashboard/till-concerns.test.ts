import type { DeviceReport, TillHealth, TillsReply } from '@evertill/crdt-model'
import { describe, expect, it } from 'vitest'
import { concernsOf, durationOf, stateOf } from './till-concerns.ts'

const NOW = 1_800_000_000_000
const MINUTE = 60_000

function report(changes: Partial<DeviceReport> = {}): DeviceReport {
  return {
    appVersion: '0.1.0+abc',
    unsyncedSales: 0,
    unsyncedEntries: 0,
    unsyncedBytes: 0,
    oldestUnsyncedAt: null,
    lag: null,
    schemaVersion: 1,
    journal: { epoch: 1, number: 7 },
    documents: [{ name: 'settings', synced: true }],
    openConflicts: 0,
    storage: { usage: 1, quota: 100, persisted: true },
    operator: null,
    printer: null,
    clock: NOW,
    ...changes,
  }
}

type Device = NonNullable<TillHealth['device']>

function till(device: Partial<Device> | null = {}, changes: Partial<TillHealth> = {}): TillHealth {
  const whole: Device = {
    id: 'd1',
    name: 'Chrome on Android',
    enrolledAt: 0,
    revoked: false,
    online: true,
    lastSeenAt: NOW,
    clockOffset: 0,
    report: report(),
  }
  return {
    till: 't1',
    name: 'Till 1',
    store: 's1',
    storeName: 'Gifts',
    storedEntries: 7,
    device: device === null ? null : { ...whole, ...device },
    ...changes,
  }
}

const calmRelay: TillsReply['relay'] = {
  storage: 'postgresql',
  version: '0.1.0+abc',
  startedAt: 0,
  documents: 1,
  storedBytes: 1,
  connections: 1,
  openDocuments: 1,
  updatesPerSecond: 0,
  commit: { p50: 2, p99: 9 },
  queue: { updates: 0, bytes: 0 },
  storeFailingSince: null,
  memory: { resident: 1, heap: 1 },
  eventLoopDelay: 1,
  refusedUpdates: 0,
  findings: 0,
  relays: [],
  recovery: { openUntil: null, waiting: 0 },
}

function replyOf(...tills: TillHealth[]): TillsReply {
  return { tills, relay: calmRelay }
}

const kinds = (reply: TillsReply, conflicts = 0) =>
  concernsOf(reply, NOW, conflicts).map(concern => concern.kind)

describe('the state of a till', () => {
  it('is told by its device', () => {
    expect(stateOf(till(null))).toBe('not-enrolled')
    expect(stateOf(till({ revoked: true }))).toBe('revoked')
    expect(stateOf(till())).toBe('online')
    expect(stateOf(till({ online: false }))).toBe('offline')
    expect(stateOf(till({ online: false, lastSeenAt: null }))).toBe('never-seen')
  })
})

describe('what needs a hand', () => {
  it('is nothing when all is well', () => {
    expect(kinds(replyOf(till()))).toEqual([])
  })

  it('an online till whose sales wait longer than two minutes', () => {
    const waiting = (minutes: number) =>
      till({
        report: report({ unsyncedEntries: 3, unsyncedSales: 3, oldestUnsyncedAt: NOW - minutes * MINUTE }),
      })
    expect(kinds(replyOf(waiting(1)))).toEqual([])
    expect(concernsOf(replyOf(waiting(5)), NOW, 0)).toEqual([
      { kind: 'stuck', weight: 'critical', till: 'Till 1', entries: 3, forMs: 5 * MINUTE },
    ])
  })

  it('does not take a wrong clock of the till for a long wait', () => {
    const offset = -60 * MINUTE
    const fresh = till({
      clockOffset: offset,
      report: report({ unsyncedEntries: 1, unsyncedSales: 1, oldestUnsyncedAt: NOW + offset }),
    })
    expect(kinds(replyOf(fresh))).toEqual(['clock'])
  })

  it('an offline till with sales of its own, after a while', () => {
    const offline = (minutes: number) =>
      till({
        online: false,
        lastSeenAt: NOW - minutes * MINUTE,
        report: report({ unsyncedSales: 12, unsyncedEntries: 12, oldestUnsyncedAt: NOW - minutes * MINUTE }),
      })
    expect(kinds(replyOf(offline(2)))).toEqual([])
    expect(concernsOf(replyOf(offline(30)), NOW, 0)[0]).toMatchObject({ kind: 'offline-unsynced', sales: 12 })
  })

  it('an offline till without sales only after a day and a half: shops close at night', () => {
    const offline = (hours: number) => till({ online: false, lastSeenAt: NOW - hours * 60 * MINUTE })
    expect(kinds(replyOf(offline(14)))).toEqual([])
    expect(kinds(replyOf(offline(40)))).toEqual(['long-offline'])
  })

  it('a printer that cannot print, jobs that nobody has settled, and a roll that ends', () => {
    const printing = { problem: null, paperLow: false, waiting: 0, unknown: 0, failed: 0 } as const
    const having = (changes: object, online = true) =>
      replyOf(till({ online, report: report({ printer: { ...printing, ...changes } }) }))
    expect(kinds(having({ waiting: 1 }))).toEqual([])
    expect(concernsOf(having({ problem: 'paper-end', waiting: 2, paperLow: true }), NOW, 0)).toEqual([
      { kind: 'printer', weight: 'warning', till: 'Till 1', problem: 'paper-end', jobs: 2 },
    ])
    expect(concernsOf(having({ unknown: 1, failed: 2 }), NOW, 0)).toMatchObject([
      { kind: 'print-jobs', count: 3 },
    ])
    expect(kinds(having({ paperLow: true }))).toEqual(['paper-low'])
    // What it said before it went says nothing of now.
    expect(kinds(having({ problem: 'paper-end' }, false))).toEqual([])
  })

  it('a recovery that is open, above all when tills wait, and servers of different versions', () => {
    const having = (relay: Partial<TillsReply['relay']>) => ({ tills: [], relay: { ...calmRelay, ...relay } })
    const open = (waiting: number) => having({ recovery: { openUntil: NOW + 60 * MINUTE, waiting } })
    expect(concernsOf(open(0), NOW, 0)).toEqual([
      { kind: 'recovery', weight: 'warning', waiting: 0, forMs: 60 * MINUTE },
    ])
    expect(concernsOf(open(2), NOW, 0)).toMatchObject([{ kind: 'recovery', weight: 'critical', waiting: 2 }])
    const relay = (version: string) => ({
      id: version,
      name: 'a:80',
      version,
      startedAt: 0,
      seenAt: NOW,
      connections: 1,
      isThis: false,
    })
    expect(kinds(having({ relays: [relay('1'), relay('1')] }))).toEqual([])
    expect(kinds(having({ relays: [relay('1'), relay('2')] }))).toEqual(['relay-versions'])
  })

  it('clock, storage, version, and what is not set up', () => {
    expect(kinds(replyOf(till({ clockOffset: -120_000 })))).toEqual(['clock'])
    const storage = (usage: number, persisted: boolean) =>
      till({ report: report({ storage: { usage, quota: 100, persisted } }) })
    expect(kinds(replyOf(storage(95, true)))).toEqual(['storage-full'])
    expect(kinds(replyOf(storage(10, false)))).toEqual(['not-persisted'])
    expect(kinds(replyOf(till({ report: report({ appVersion: '0.1.0+old' }) })))).toEqual(['version'])
    expect(kinds(replyOf(till({ report: report({ appVersion: '0.1.0' }) })))).toEqual([])
    expect(kinds(replyOf(till(null)))).toEqual(['not-enrolled'])
    expect(kinds(replyOf(till({ revoked: true })))).toEqual(['revoked'])
  })

  it('names all tills of one errand at once', () => {
    const reply = replyOf(till(null, { name: 'Till 1' }), till(), till(null, { name: 'Till 2' }))
    expect(concernsOf(reply, NOW, 0)).toMatchObject([
      { kind: 'not-enrolled', tills: ['Till 1 · Gifts', 'Till 2'] },
    ])
  })

  it('conflicts once for all tills, by the largest number that anybody knows', () => {
    const two = till({ report: report({ openConflicts: 2 }) })
    expect(concernsOf(replyOf(two, two), NOW, 1)).toEqual([
      { kind: 'conflicts', weight: 'warning', count: 2 },
    ])
    expect(concernsOf(replyOf(till()), NOW, 3)).toEqual([{ kind: 'conflicts', weight: 'warning', count: 3 }])
  })

  it('names the store where two tills are called the same, and puts what presses first', () => {
    const stuck = till(
      { report: report({ unsyncedEntries: 1, oldestUnsyncedAt: NOW - 10 * MINUTE }) },
      { storeName: 'Liquor' },
    )
    expect(concernsOf(replyOf(till({ clockOffset: 200_000 }), stuck), NOW, 0)).toMatchObject([
      { kind: 'stuck', till: 'Till 1 · Liquor' },
      { kind: 'clock', till: 'Till 1 · Gifts' },
    ])
  })
})

describe('how long', () => {
  it.each([
    [20_000, 'seconds', 20],
    [90_000, 'minutes', 2],
    [-90 * MINUTE, 'hours', 2],
    [47 * 60 * MINUTE, 'hours', 47],
    [72 * 60 * MINUTE, 'days', 3],
  ])('%i ms', (ms, unit, count) => {
    expect(durationOf(ms)).toEqual({ unit, count })
  })
})

describe('the journal of a till', () => {
  it('lacks entries at the server when those that are not waiting are not there', () => {
    const waiting = report({ journal: { epoch: 1, number: 9 }, unsyncedEntries: 2, oldestUnsyncedAt: NOW })
    expect(kinds(replyOf(till({ report: waiting })))).toEqual([])
    const missing = report({ journal: { epoch: 1, number: 9 }, unsyncedEntries: 1, oldestUnsyncedAt: NOW })
    expect(concernsOf(replyOf(till({ report: missing })), NOW, 0)).toMatchObject([
      { kind: 'missing-entries', weight: 'critical', till: 'Till 1', count: 1 },
    ])
  })

  it('is not compared for a till of a later epoch: the server counts all of them', () => {
    const second = report({ journal: { epoch: 2, number: 90 } })
    expect(kinds(replyOf(till({ report: second })))).toEqual([])
  })
})

describe('the server', () => {
  const withRelay = (changes: Partial<TillsReply['relay']>): TillsReply => ({
    tills: [],
    relay: { ...calmRelay, ...changes },
  })

  it('is critical when it cannot store', () => {
    expect(concernsOf(withRelay({ storeFailingSince: NOW - 5 * MINUTE }), NOW, 0)).toMatchObject([
      { kind: 'store-failing', weight: 'critical', forMs: 5 * MINUTE },
    ])
  })

  it('is slow when commits or its own work take long', () => {
    expect(kinds(withRelay({ commit: { p50: 40, p99: 1200 } }))).toEqual(['slow-commits'])
    expect(kinds(withRelay({ eventLoopDelay: 400 }))).toEqual(['busy-relay'])
  })
})
