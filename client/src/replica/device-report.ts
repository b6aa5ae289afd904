import {
  type AccountId,
  type DeviceReport,
  deviceReportReply,
  type PrinterReport,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { LOCAL_SCHEMA_VERSION } from '../local/database.ts'
import { appVersion } from '../pwa/app-version.ts'
import type { ReplicaStatus } from './protocol.ts'

/** A change is reported no sooner than this after it, so that a row of sales is one report. Milliseconds. */
const SETTLE = 1000
/** A till that has nothing new says so this often, within the 20 s after which it counts as silent. */
const HEARTBEAT = 15_000

export interface StorageFigures {
  readonly usage: number
  readonly quota: number
  readonly persisted: boolean
}

/** The body of `POST /api/device/report`. */
export function makeDeviceReport(
  status: ReplicaStatus,
  around: { readonly storage: StorageFigures; readonly printer: PrinterReport | null },
  clock: number,
): DeviceReport {
  return {
    appVersion,
    unsyncedSales: status.unsyncedSales,
    unsyncedEntries: status.unsyncedEntries,
    unsyncedBytes: status.unsyncedBytes,
    oldestUnsyncedAt: status.oldestUnsyncedAt,
    lag: status.lag,
    schemaVersion: LOCAL_SCHEMA_VERSION,
    journal: status.journal,
    documents: status.documents.map(({ name, synced }) => ({ name, synced })),
    openConflicts: status.openConflicts,
    storage: around.storage,
    operator: status.operator?.name ?? null,
    printer: around.printer,
    clock,
  }
}

/** Tells the relay how this till is, while it is reachable: after changes, and every 15 s. */
export class DeviceReporter {
  readonly #url: string
  readonly #status: () => ReplicaStatus
  readonly #printer: () => Promise<PrinterReport | null>
  readonly #onWanted: (accounts: readonly AccountId[]) => void
  readonly #heartbeat: ReturnType<typeof setInterval>
  #timer: ReturnType<typeof setTimeout> | undefined
  #sending = false
  #stopped = false

  /**
   * @param relayUrl origin of the relay
   * @param onWanted accounts of which other tills want what this one keeps (SPEC K5)
   */
  constructor(
    relayUrl: string,
    status: () => ReplicaStatus,
    printer: () => Promise<PrinterReport | null>,
    onWanted: (accounts: readonly AccountId[]) => void,
  ) {
    this.#onWanted = onWanted
    this.#url = `${relayUrl}/api/device/report`
    this.#status = status
    this.#printer = printer
    this.#heartbeat = setInterval(() => this.soon(), HEARTBEAT)
  }

  /** Something changed. */
  soon(): void {
    if (!this.#stopped) this.#timer ??= setTimeout(() => void this.#send(), SETTLE)
  }

  stop(): void {
    this.#stopped = true
    clearInterval(this.#heartbeat)
    clearTimeout(this.#timer)
  }

  async #send(): Promise<void> {
    this.#timer = undefined
    if (!this.#status().online) return
    if (this.#sending) return this.soon()
    this.#sending = true
    try {
      const [storage, printer] = await Promise.all([storageFigures(), this.#printer()])
      const report = makeDeviceReport(this.#status(), { storage, printer }, Date.now())
      const response = await fetch(this.#url, {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(report),
      })
      if (response.ok) this.#onWanted(v.parse(deviceReportReply, await response.json()).wanted)
    } catch {
      // Not reachable after all, or it is an older relay: the next change or heartbeat says it again.
    } finally {
      this.#sending = false
    }
  }
}

async function storageFigures(): Promise<StorageFigures> {
  const [estimate, persisted] = await Promise.all([
    navigator.storage.estimate(),
    navigator.storage.persisted(),
  ])
  return { usage: estimate.usage ?? 0, quota: estimate.quota ?? 0, persisted }
}
