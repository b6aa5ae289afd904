import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { SyncFigures } from '../sync/sync-hub.ts'
import type { SyncObserver } from '../sync/sync-observer.ts'
import { RateWindow } from './rate-window.ts'
import { RecentTimes } from './recent-times.ts'

/** Percentiles are over so many commits. */
const RECENT_COMMITS = 2000
const EVENT_LOOP_RESOLUTION_MS = 20
const EVENT_LOOP_WINDOW_MS = 60_000

/** What the relay does, counted: for the dashboard and, in Prometheus' format, for `/metrics`. */
export interface RelayMetrics {
  /** To be given to the sync hub. */
  readonly sync: SyncObserver
  requestDone(request: {
    readonly method: string
    readonly status: number
    readonly milliseconds: number
  }): void
  updatesPerSecond(): number
  commitTimes(): { readonly p50: number; readonly p99: number } | null
  /** How late timers come, the 99th percentile of the last minute, milliseconds. */
  eventLoopDelay(): number
  /** The text of `/metrics`. */
  expose(figures: SyncFigures): Promise<string>
  readonly contentType: string
  stop(): void
}

/** @param now milliseconds of a clock that does not go back: `performance.now` */
export function createRelayMetrics(version: string, now: () => number): RelayMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'evertill_' })
  const names = makeInstruments(registry)
  names.build.set({ version }, 1)
  const updates = new RateWindow()
  const commits = new RecentTimes(RECENT_COMMITS)
  const loop = watchEventLoop()
  return {
    sync: {
      committed(commit) {
        updates.add(commit.updates, now())
        commits.add(commit.milliseconds)
        names.updates.inc(commit.updates)
        names.bytes.inc(commit.bytes)
        names.commitSeconds.observe(commit.milliseconds / 1000)
      },
      commitFailed: () => names.commitFailures.inc(),
      refused: code => names.refusals.inc({ code }),
    },
    requestDone({ method, status, milliseconds }) {
      names.requestSeconds.observe({ method, status: `${Math.floor(status / 100)}xx` }, milliseconds / 1000)
    },
    updatesPerSecond: () => updates.perSecond(now()),
    commitTimes() {
      const times = commits.percentiles([0.5, 0.99])
      return times && { p50: times[0], p99: times[1] }
    },
    eventLoopDelay: loop.delay,
    async expose(figures) {
      names.connections.set(figures.connections)
      names.openDocuments.set(figures.openDocuments)
      names.queuedUpdates.set(figures.uncommittedUpdates)
      names.queuedBytes.set(figures.uncommittedBytes)
      names.storeFailing.set(figures.storeFailingSince === null ? 0 : 1)
      return registry.metrics()
    },
    contentType: registry.contentType,
    stop: loop.stop,
  }
}

function makeInstruments(registry: Registry) {
  const registers = [registry]
  const counter = (name: string, help: string) => new Counter({ name, help, registers })
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  return {
    build: new Gauge({
      name: 'evertill_build_info',
      help: 'The version that runs',
      labelNames: ['version'],
      registers,
    }),
    updates: counter(
      'evertill_sync_updates_committed_total',
      'Document updates that are in the store for good',
    ),
    bytes: counter(
      'evertill_sync_bytes_committed_total',
      'Bytes of document updates that are in the store for good',
    ),
    commitFailures: counter('evertill_sync_commit_failures_total', 'Commits that the store did not take'),
    commitSeconds: new Histogram({
      name: 'evertill_sync_commit_seconds',
      help: 'How long commits took',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    refusals: new Counter({
      name: 'evertill_sync_refusals_total',
      help: 'Connections that the relay closed, by code',
      labelNames: ['code'],
      registers,
    }),
    connections: gauge('evertill_sync_connections', 'Open document connections'),
    openDocuments: gauge('evertill_sync_open_documents', 'Documents in memory'),
    queuedUpdates: gauge('evertill_sync_queued_updates', 'Updates taken and not committed yet'),
    queuedBytes: gauge('evertill_sync_queued_bytes', 'Bytes of updates taken and not committed yet'),
    storeFailing: gauge('evertill_sync_store_failing', '1 while nothing can be committed'),
    requestSeconds: new Histogram({
      name: 'evertill_http_request_seconds',
      help: 'How long HTTP requests took',
      labelNames: ['method', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
  }
}

/** Two histograms in turn, so that the figure is never of less than the last half minute or more than the last. */
function watchEventLoop(): { delay: () => number; stop: () => void } {
  const start = (): IntervalHistogram => {
    const histogram = monitorEventLoopDelay({ resolution: EVENT_LOOP_RESOLUTION_MS })
    histogram.enable()
    return histogram
  }
  let older = start()
  let newer = start()
  const turn = setInterval(() => {
    older.disable()
    older = newer
    newer = start()
  }, EVENT_LOOP_WINDOW_MS / 2).unref()
  return {
    delay: () => Math.max(0, older.percentile(99) / 1e6 - EVENT_LOOP_RESOLUTION_MS),
    stop() {
      clearInterval(turn)
      older.disable()
      newer.disable()
    },
  }
}
