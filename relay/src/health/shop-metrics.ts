import type { RelayHealth, TillHealth } from '@evertill/crdt-model'
import { Gauge, Registry } from 'prom-client'

type Device = NonNullable<TillHealth['device']>
type Report = NonNullable<Device['report']>

/** A figure of a till, by the name behind `evertill_till_`; undefined where a till has not told it. */
interface TillFigure {
  readonly name: string
  readonly help: string
  readonly of: (device: Device, now: number) => number | null | undefined
}

const LABELS = ['till', 'name', 'store'] as const

const TILL_FIGURES: readonly TillFigure[] = [
  { name: 'online', help: '1 while its device is connected', of: ({ online }) => Number(online) },
  {
    name: 'seen_seconds',
    help: 'Seconds since its device was seen last',
    of: ({ lastSeenAt }, now) => lastSeenAt && secondsSince(lastSeenAt, now),
  },
  {
    name: 'clock_offset_seconds',
    help: 'How far its clock is ahead of the relay’s',
    of: ({ clockOffset }) => clockOffset && clockOffset / 1000,
  },
  reported('unsynced_entries', 'Journal entries that are on the till only', report => report.unsyncedEntries),
  reported('unsynced_sales', 'Sales that are on the till only', report => report.unsyncedSales),
  reported(
    'unsynced_bytes',
    'Bytes of journal entries that are on the till only',
    each => each.unsyncedBytes,
  ),
  reported(
    'oldest_unsynced_seconds',
    'Age of its oldest entry that is on the till only; 0 without one',
    (each, now) => (each.oldestUnsyncedAt === null ? 0 : secondsSince(each.oldestUnsyncedAt, now)),
  ),
  reported('lag_p50_seconds', 'From a sale to acknowledged, the median', ({ lag }) => lag && lag.p50 / 1000),
  reported(
    'lag_p95_seconds',
    'From a sale to acknowledged, the 95th percentile',
    ({ lag }) => lag && lag.p95 / 1000,
  ),
  reported('schema_version', 'Version of its own database', report => report.schemaVersion),
  reported('open_conflicts', 'Fields with more than one value', report => report.openConflicts),
  reported('storage_used_bytes', 'What it has stored', report => report.storage.usage),
  reported('storage_quota_bytes', 'What its browser lets it store', report => report.storage.quota),
  reported('storage_persisted', '1 when its browser never clears its storage by itself', report =>
    Number(report.storage.persisted),
  ),
  reported(
    'printer_ready',
    '0 while its printers want a hand; absent without one',
    ({ printer }) => printer && Number(printer.problem === null),
  ),
  reported(
    'printer_jobs',
    'Receipts that were not printed, or perhaps not',
    ({ printer }) => printer && printer.failed + printer.unknown,
  ),
]

/**
 * How the tills and what is stored are, in Prometheus' text format: the figures of the dashboard. Not counted in this
 * process, so every relay on the database says the same.
 * @param now milliseconds since 1970
 */
export function exposeShop(tills: readonly TillHealth[], health: RelayHealth, now: number): Promise<string> {
  const registry = new Registry()
  const gauge = (name: string, help: string, value: number) =>
    new Gauge({ name: `evertill_${name}`, help, registers: [registry] }).set(value)
  gauge('documents', 'Stored documents', health.documents)
  gauge('stored_bytes', 'Bytes of stored documents', health.storedBytes)
  gauge('findings_open', 'Findings that nobody has settled', health.findings)
  gauge('quarantined_updates', 'Refused updates that nobody has decided', health.refusedUpdates)
  for (const figure of TILL_FIGURES) addTillFigure(registry, figure, tills, now)
  return registry.metrics()
}

function addTillFigure(
  registry: Registry,
  { name, help, of }: TillFigure,
  tills: readonly TillHealth[],
  now: number,
): void {
  const gauge = new Gauge({ name: `evertill_till_${name}`, help, labelNames: LABELS, registers: [registry] })
  for (const till of tills) {
    const value = till.device && of(till.device, now)
    if (typeof value === 'number')
      gauge.set({ till: till.till, name: till.name, store: till.storeName }, value)
  }
}

function reported(
  name: string,
  help: string,
  of: (report: Report, now: number) => number | null | undefined,
): TillFigure {
  return { name, help, of: ({ report }, now) => report && of(report, now) }
}

function secondsSince(at: number, now: number): number {
  return Math.max(0, (now - at) / 1000)
}
