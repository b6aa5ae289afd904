import type { PrinterReport, PrinterTrouble, TillHealth, TillsReply } from '@evertill/crdt-model'

/** In which of its states a till is. */
export type TillState = 'online' | 'offline' | 'never-seen' | 'not-enrolled' | 'revoked'

export function stateOf(till: TillHealth): TillState {
  if (till.device === null) return 'not-enrolled'
  if (till.device.revoked) return 'revoked'
  if (till.device.online) return 'online'
  return till.device.lastSeenAt === null ? 'never-seen' : 'offline'
}

/** Something a person should look at, with what is needed to say it in words. Times are milliseconds. */
export type Concern = {
  readonly weight: 'critical' | 'warning' | 'hint'
} /** Online, and still entries are not committed: the till or the server is in trouble. */ & (
  | { readonly kind: 'stuck'; readonly till: string; readonly entries: number; readonly forMs: number }
  | {
      readonly kind: 'offline-unsynced'
      readonly till: string
      readonly sales: number
      readonly forMs: number
    }
  | { readonly kind: 'long-offline'; readonly till: string; readonly forMs: number }
  | { readonly kind: 'clock'; readonly till: string; readonly offMs: number }
  | { readonly kind: 'storage-full'; readonly till: string; readonly usedShare: number }
  /** One concern for all tills it is true of: it is the same errand. */
  | { readonly kind: 'not-persisted'; readonly tills: readonly string[] }
  | {
      readonly kind: 'printer'
      readonly till: string
      readonly problem: PrinterTrouble
      readonly jobs: number
    }
  /** Nobody knows, or nobody has said, whether receipts are on paper. */
  | { readonly kind: 'print-jobs'; readonly till: string; readonly count: number }
  | { readonly kind: 'paper-low'; readonly tills: readonly string[] }
  | { readonly kind: 'conflicts'; readonly count: number }
  | { readonly kind: 'documents'; readonly till: string; readonly count: number }
  | { readonly kind: 'version'; readonly till: string; readonly version: string; readonly relay: string }
  | { readonly kind: 'not-enrolled'; readonly tills: readonly string[] }
  | { readonly kind: 'revoked'; readonly till: string }
  | { readonly kind: 'refused-updates'; readonly count: number }
  | { readonly kind: 'findings'; readonly count: number }
  /** It is open, and so many tills wait to be let in. */
  | { readonly kind: 'recovery'; readonly waiting: number; readonly forMs: number }
  | { readonly kind: 'relay-versions'; readonly versions: readonly string[] }
  | { readonly kind: 'embedded' }
  /** Entries that the till takes for safe and the server does not have. */
  | { readonly kind: 'missing-entries'; readonly till: string; readonly count: number }
  | { readonly kind: 'store-failing'; readonly forMs: number }
  | { readonly kind: 'slow-commits'; readonly ms: number }
  | { readonly kind: 'busy-relay'; readonly ms: number }
)

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** An online till's entry is committed within seconds; after this something is wrong. */
export const STUCK_AFTER_MS = 2 * MINUTE
/** A till with unsynced sales may be on its way back for a while. */
export const OFFLINE_UNSYNCED_AFTER_MS = 10 * MINUTE
/** Longer than any night and any Sunday. */
export const LONG_OFFLINE_AFTER_MS = 36 * HOUR
/** A receipt may be a minute off without anybody minding. */
export const CLOCK_TOLERANCE_MS = 60_000
const STORAGE_FULL_SHARE = 0.9
/** A cashier's badge empties visibly late from here on. */
const SLOW_COMMIT_MS = 1000
/** From here on everybody waits for the server's processor. */
const BUSY_RELAY_MS = 250

const WEIGHTS = { critical: 0, warning: 1, hint: 2 } as const

/** Everything that needs a hand, the most pressing first. @param openConflicts as this device knows them itself. */
export function concernsOf(reply: TillsReply, now: number, openConflicts: number): Concern[] {
  const named = new Map<string, number>()
  for (const till of reply.tills) named.set(till.name, (named.get(till.name) ?? 0) + 1)
  const found = reply.tills.flatMap(till => {
    // "Till 1" of which store? Only where two are called so.
    const name = (named.get(till.name) ?? 0) > 1 ? `${till.name} · ${till.storeName}` : till.name
    return tillConcerns(till, name, reply.relay.version, now)
  })
  const conflicts = Math.max(
    openConflicts,
    ...reply.tills.map(till => till.device?.report?.openConflicts ?? 0),
  )
  if (conflicts > 0) found.push({ kind: 'conflicts', weight: 'warning', count: conflicts })
  found.push(...relayConcerns(reply.relay, now))
  const { refusedUpdates, findings } = reply.relay
  if (refusedUpdates > 0) found.push({ kind: 'refused-updates', weight: 'warning', count: refusedUpdates })
  if (findings > 0) found.push({ kind: 'findings', weight: 'warning', count: findings })
  if (reply.relay.storage === 'embedded') found.push({ kind: 'embedded', weight: 'hint' })
  return mergeAlike(found).sort((a, b) => WEIGHTS[a.weight] - WEIGHTS[b.weight])
}

function relayConcerns(relay: TillsReply['relay'], now: number): Concern[] {
  const found: Concern[] = []
  if (relay.storeFailingSince !== null) {
    found.push({ kind: 'store-failing', weight: 'critical', forMs: now - relay.storeFailingSince })
  }
  if (relay.commit !== null && relay.commit.p99 > SLOW_COMMIT_MS) {
    found.push({ kind: 'slow-commits', weight: 'warning', ms: relay.commit.p99 })
  }
  if (relay.eventLoopDelay > BUSY_RELAY_MS) {
    found.push({ kind: 'busy-relay', weight: 'warning', ms: relay.eventLoopDelay })
  }
  const { openUntil, waiting } = relay.recovery
  if (openUntil !== null) {
    found.push({
      kind: 'recovery',
      weight: waiting > 0 ? 'critical' : 'warning',
      waiting,
      forMs: openUntil - now,
    })
  }
  const versions = [...new Set(relay.relays.map(each => each.version))]
  if (versions.length > 1) found.push({ kind: 'relay-versions', weight: 'hint', versions })
  return found
}

/** Concerns that name several tills, one of each kind. */
function mergeAlike(concerns: readonly Concern[]): Concern[] {
  const merged: Concern[] = []
  for (const concern of concerns) {
    const index = 'tills' in concern ? merged.findIndex(each => each.kind === concern.kind) : -1
    const known = merged[index]
    if (known !== undefined && 'tills' in known && 'tills' in concern) {
      merged[index] = { ...known, tills: [...known.tills, ...concern.tills] }
    } else merged.push(concern)
  }
  return merged
}

function tillConcerns(till: TillHealth, name: string, relayVersion: string, now: number): Concern[] {
  const { device } = till
  if (device === null) return [{ kind: 'not-enrolled', weight: 'hint', tills: [name] }]
  if (device.revoked) return [{ kind: 'revoked', weight: 'hint', till: name }]
  const found: Concern[] = []
  const { report } = device
  if (device.online) {
    const waitingMs =
      report === null || report.oldestUnsyncedAt === null ? 0 : waitOf(report, device.clockOffset, now)
    if (report !== null && report.unsyncedEntries > 0 && waitingMs > STUCK_AFTER_MS) {
      found.push({
        kind: 'stuck',
        weight: 'critical',
        till: name,
        entries: report.unsyncedEntries,
        forMs: waitingMs,
      })
    }
    const behind = report?.documents.filter(document => !document.synced).length ?? 0
    if (behind > 0 && waitingMs > STUCK_AFTER_MS) {
      found.push({ kind: 'documents', weight: 'warning', till: name, count: behind })
    }
  } else if (device.lastSeenAt !== null) {
    const forMs = now - device.lastSeenAt
    const sales = report?.unsyncedSales ?? 0
    if (sales > 0 && forMs > OFFLINE_UNSYNCED_AFTER_MS) {
      found.push({ kind: 'offline-unsynced', weight: 'critical', till: name, sales, forMs })
    } else if (forMs > LONG_OFFLINE_AFTER_MS) {
      found.push({ kind: 'long-offline', weight: 'warning', till: name, forMs })
    }
  }
  if (device.clockOffset !== null && Math.abs(device.clockOffset) > CLOCK_TOLERANCE_MS) {
    found.push({ kind: 'clock', weight: 'warning', till: name, offMs: device.clockOffset })
  }
  if (report === null) return found
  const missing = missingEntries(till, report)
  if (missing > 0) found.push({ kind: 'missing-entries', weight: 'critical', till: name, count: missing })
  const { usage, quota, persisted } = report.storage
  if (quota > 0 && usage / quota > STORAGE_FULL_SHARE) {
    found.push({ kind: 'storage-full', weight: 'critical', till: name, usedShare: usage / quota })
  }
  if (!persisted) found.push({ kind: 'not-persisted', weight: 'hint', tills: [name] })
  if (device.online && report.printer !== null) found.push(...printerConcerns(report.printer, name))
  if (!sameRelease(report.appVersion, relayVersion)) {
    found.push({
      kind: 'version',
      weight: 'hint',
      till: name,
      version: report.appVersion,
      relay: relayVersion,
    })
  }
  return found
}

function printerConcerns(
  { problem, paperLow, waiting, unknown, failed }: PrinterReport,
  till: string,
): Concern[] {
  const found: Concern[] = []
  if (problem !== null) found.push({ kind: 'printer', weight: 'warning', till, problem, jobs: waiting })
  else if (paperLow) found.push({ kind: 'paper-low', weight: 'hint', tills: [till] })
  if (unknown + failed > 0)
    found.push({ kind: 'print-jobs', weight: 'warning', till, count: unknown + failed })
  return found
}

/**
 * Entries that are neither waiting on the till nor stored. The server counts over all epochs of a till, so only the
 * first can be compared.
 */
function missingEntries(
  till: TillHealth,
  report: { readonly journal: { epoch: number; number: number }; readonly unsyncedEntries: number },
): number {
  const { epoch, number } = report.journal
  return epoch === 1 ? Math.max(0, number - report.unsyncedEntries - till.storedEntries) : 0
}

/** The till wrote the time by its own clock: what that clock is off is taken out. */
function waitOf(
  report: { readonly oldestUnsyncedAt: number | null },
  clockOffset: number | null,
  now: number,
): number {
  return report.oldestUnsyncedAt === null ? 0 : now - (report.oldestUnsyncedAt - (clockOffset ?? 0))
}

/** Versions are `1.2.3+commit`; a side that does not know its commit is compared by number alone. */
function sameRelease(a: string, b: string): boolean {
  const [numberA, commitA] = a.split('+')
  const [numberB, commitB] = b.split('+')
  return numberA === numberB && (commitA === undefined || commitB === undefined || commitA === commitB)
}

/** How long, in its largest whole unit. */
export function durationOf(ms: number): {
  readonly unit: 'seconds' | 'minutes' | 'hours' | 'days'
  readonly count: number
} {
  const size = Math.abs(ms)
  if (size < MINUTE) return { unit: 'seconds', count: Math.round(size / 1000) }
  if (size < HOUR) return { unit: 'minutes', count: Math.round(size / MINUTE) }
  if (size < 48 * HOUR) return { unit: 'hours', count: Math.round(size / HOUR) }
  return { unit: 'days', count: Math.round(size / (24 * HOUR)) }
}
