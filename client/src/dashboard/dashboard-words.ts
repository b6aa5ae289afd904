import type { TillHealth } from '@evertill/crdt-model'
import { formatBytes, formatRate } from '../i18n/format.ts'
import { locale, t } from '../i18n/translate.ts'
import { CLOCK_TOLERANCE_MS, type Concern, durationOf } from './till-concerns.ts'

/** A length of time in words: "3 hours". */
export function durationWords(ms: number): string {
  const { unit, count } = durationOf(ms)
  return t(`dashboard.time.${unit}`, { count })
}

/** A short time, in the unit that suits it: "85 ms", "1.2 s". */
export function millisecondWords(ms: number): string {
  const inSeconds = ms >= 1000
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit: inSeconds ? 'second' : 'millisecond',
    unitDisplay: 'short',
    maximumFractionDigits: inSeconds || ms < 10 ? 1 : 0,
  }).format(inSeconds ? ms / 1000 : ms)
}

/** How long sales take until they are safe: the middle and the slow end. */
export function lagWords(till: TillHealth): string {
  const lag = till.device?.report?.lag
  if (!lag) return t('dashboard.figure.unknown')
  return t('dashboard.figure.lagOf', { p50: millisecondWords(lag.p50), p95: millisecondWords(lag.p95) })
}

function listWords(names: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(names)
}

export interface ConcernWords {
  readonly title: string
  readonly hint: string
  /** Where it can be seen to. */
  readonly action?: { readonly href: string; readonly label: string }
}

/** A concern in words, with what to do. */
export function concernWords(concern: Concern): ConcernWords {
  switch (concern.kind) {
    case 'stuck':
      return {
        title: t('dashboard.concern.stuck', {
          till: concern.till,
          count: concern.entries,
          time: durationWords(concern.forMs),
        }),
        hint: t('dashboard.concern.stuckHint'),
      }
    case 'offline-unsynced':
      return {
        title: t('dashboard.concern.offlineUnsynced', {
          till: concern.till,
          count: concern.sales,
          time: durationWords(concern.forMs),
        }),
        hint: t('dashboard.concern.offlineUnsyncedHint'),
      }
    case 'long-offline':
      return {
        title: t('dashboard.concern.longOffline', { till: concern.till, time: durationWords(concern.forMs) }),
        hint: t('dashboard.concern.longOfflineHint'),
      }
    case 'clock':
      return {
        title: t('dashboard.concern.clock', { till: concern.till, time: durationWords(concern.offMs) }),
        hint: t('dashboard.concern.clockHint'),
      }
    case 'storage-full':
      return {
        title: t('dashboard.concern.storageFull', {
          till: concern.till,
          percent: formatRate(Math.round(concern.usedShare * 100) * 10_000),
        }),
        hint: t('dashboard.concern.storageFullHint'),
      }
    case 'not-persisted':
      return {
        title: t('dashboard.concern.notPersisted', {
          tills: listWords(concern.tills),
          count: concern.tills.length,
        }),
        hint: t('dashboard.concern.notPersistedHint'),
      }
    case 'printer':
      return {
        title: t('dashboard.concern.printer', {
          till: concern.till,
          problem: t(`dashboard.printer.${concern.problem}`),
        }),
        hint: [
          t(`dashboard.printerHint.${concern.problem}`),
          ...(concern.jobs > 0 ? [t('dashboard.concern.printerJobs', { count: concern.jobs })] : []),
        ].join(' '),
      }
    case 'print-jobs':
      return {
        title: t('dashboard.concern.printJobs', { till: concern.till, count: concern.count }),
        hint: t('dashboard.concern.printJobsHint'),
      }
    case 'paper-low':
      return {
        title: t('dashboard.concern.paperLow', {
          tills: listWords(concern.tills),
          count: concern.tills.length,
        }),
        hint: t('dashboard.concern.paperLowHint'),
      }
    case 'conflicts':
      return {
        title: t('dashboard.concern.conflicts', { count: concern.count }),
        hint: t('dashboard.concern.conflictsHint'),
        action: { href: '/office/conflicts', label: t('dashboard.concern.toConflicts') },
      }
    case 'documents':
      return {
        title: t('dashboard.concern.documents', { till: concern.till, count: concern.count }),
        hint: t('dashboard.concern.documentsHint'),
      }
    case 'version':
      return {
        title: t('dashboard.concern.version', {
          till: concern.till,
          version: concern.version,
          relay: concern.relay,
        }),
        hint: t('dashboard.concern.versionHint'),
      }
    case 'not-enrolled':
      return {
        title: t('dashboard.concern.notEnrolled', {
          tills: listWords(concern.tills),
          count: concern.tills.length,
        }),
        hint: t('dashboard.concern.notEnrolledHint'),
        action: { href: '/office/tills', label: t('dashboard.concern.toTills') },
      }
    case 'revoked':
      return {
        title: t('dashboard.concern.revoked', { till: concern.till }),
        hint: t('dashboard.concern.revokedHint'),
        action: { href: '/office/tills', label: t('dashboard.concern.toTills') },
      }
    case 'missing-entries':
      return {
        title: t('dashboard.concern.missingEntries', { till: concern.till, count: concern.count }),
        hint: t('dashboard.concern.missingEntriesHint'),
        action: { href: '/recover', label: t('dashboard.concern.toRecovery') },
      }
    case 'store-failing':
      return {
        title: t('dashboard.concern.storeFailing', { time: durationWords(concern.forMs) }),
        hint: t('dashboard.concern.storeFailingHint'),
      }
    case 'slow-commits':
      return {
        title: t('dashboard.concern.slowCommits', { time: millisecondWords(concern.ms) }),
        hint: t('dashboard.concern.slowCommitsHint'),
      }
    case 'busy-relay':
      return {
        title: t('dashboard.concern.busyRelay', { time: millisecondWords(concern.ms) }),
        hint: t('dashboard.concern.busyRelayHint'),
      }
    case 'refused-updates':
      return {
        title: t('dashboard.concern.refusedUpdates', { count: concern.count }),
        hint: t('dashboard.concern.refusedUpdatesHint'),
      }
    case 'findings':
      return {
        title: t('dashboard.concern.findings', { count: concern.count }),
        hint: t('dashboard.concern.findingsHint'),
      }
    case 'recovery':
      return {
        title:
          concern.waiting > 0
            ? t('dashboard.concern.recoveryWaiting', { count: concern.waiting })
            : t('dashboard.concern.recoveryOpen', { time: durationWords(concern.forMs) }),
        hint:
          concern.waiting > 0
            ? t('dashboard.concern.recoveryWaitingHint')
            : t('dashboard.concern.recoveryOpenHint'),
        action: { href: '/recover', label: t('dashboard.concern.toRecovery') },
      }
    case 'relay-versions':
      return {
        title: t('dashboard.concern.relayVersions', { versions: listWords(concern.versions) }),
        hint: t('dashboard.concern.relayVersionsHint'),
      }
    case 'embedded':
      return { title: t('dashboard.concern.embedded'), hint: t('dashboard.concern.embeddedHint') }
  }
}

/** How the till's clock stands to the server's. */
export function clockWords(offset: number | null): string {
  if (offset === null) return t('dashboard.figure.unknown')
  if (Math.abs(offset) <= CLOCK_TOLERANCE_MS) return t('dashboard.figure.clockGood')
  const time = durationWords(offset)
  return offset > 0 ? t('dashboard.figure.clockAhead', { time }) : t('dashboard.figure.clockBehind', { time })
}

/** How a till's printer is, and what it has still to print. */
export function printerWords(till: TillHealth): string {
  const { report } = till.device ?? {}
  if (!report) return t('dashboard.figure.unknown')
  const { printer } = report
  if (printer === null) return t('dashboard.figure.none')
  const good = printer.paperLow ? t('dashboard.figure.paperLow') : t('dashboard.figure.printerGood')
  const state = printer.problem === null ? good : t(`dashboard.printer.${printer.problem}`)
  const jobs = printer.waiting + printer.unknown + printer.failed
  return jobs === 0 ? state : t('dashboard.figure.printerJobs', { state, count: jobs })
}

/** How much a till stores, and whether the browser promised to keep it. */
export function storageWords(till: TillHealth): string {
  const storage = till.device?.report?.storage
  if (storage === undefined) return t('dashboard.figure.unknown')
  return t('dashboard.figure.storageUsed', {
    used: formatBytes(storage.usage),
    kept: storage.persisted ? t('dashboard.figure.persisted') : t('dashboard.figure.notPersisted'),
  })
}

/** How many of a till's documents are up to date. */
export function documentWords(till: TillHealth): string {
  const documents = till.device?.report?.documents
  if (documents === undefined) return t('dashboard.figure.unknown')
  const done = documents.filter(document => document.synced).length
  return t('dashboard.figure.ofTotal', { done, total: documents.length })
}
