import {
  isOver,
  type JobAnswer,
  type NotSentReason,
  type PrinterStatus,
  type PrintJobRequest,
  type PrintJobState,
  problemOf,
  UNKNOWN_STATUS,
} from '@evertill/crdt-model/printing'
import { toBase64 } from '../../local/base64.ts'
import type { PairedBridge } from '../../local/bridge.ts'
import type { PrinterLook } from '../../local/printing.ts'
import { OtherBridge } from '../lan/bridge-identity.ts'
import { BridgeClient } from './bridge-client.ts'
import { BridgeRefusal } from './bridge-refusal.ts'
import { BridgeUnreachable } from './bridge-wire.ts'
import type { EncodedJob, JobSteps, PrinterPort } from './printer-port.ts'

/** How often the bridge is asked: at once, then ever less often. */
const POLL_MS = [60, 100, 150, 250, 400, 700, 1000]
const AGAIN_MS = 2000
/** How long an unknown job is watched for the printer's late answer. */
const LATE_MS = 120_000

/**
 * A printer behind the print bridge. The bridge takes a job once, whatever happens on the way there: so the till asks
 * as often as it likes, with the same bytes, and after any restart of either side.
 */
export class BridgePort implements PrinterPort {
  readonly #bridge: BridgeClient
  readonly #printerId: string
  #closed = false

  constructor(
    connection: PairedBridge & { readonly printerId: string },
    bridge: BridgeClient = new BridgeClient(connection),
  ) {
    this.#bridge = bridge
    this.#printerId = connection.printerId
  }

  async print(job: EncodedJob, steps: JobSteps): Promise<PrintJobState> {
    const request = await this.#requestOf(job)
    if (!job.offeredBefore) await steps.note('claimed')
    let taken = false
    try {
      let answer = await this.#bridge.submit(request)
      taken = true
      for (let turn = 0; !isOver(stateOf(answer)) && !this.#closed; turn++) {
        if (answer.state === 'failed') steps.waiting(answer.reason)
        await pause(POLL_MS[Math.min(turn, POLL_MS.length - 1)] ?? AGAIN_MS)
        answer = await this.#bridge.job(job.id)
      }
      if (answer.state === 'unknown') this.#watchLate(job.id, steps)
      return isOver(stateOf(answer)) ? stateOf(answer) : tryAgain()
    } catch (error) {
      return this.#failure(error, job, taken || job.offeredBefore)
    }
  }

  async look(now: boolean): Promise<PrinterLook> {
    try {
      const status = await (now ? this.#bridge.status(this.#printerId) : this.#knownStatus())
      return { problem: problemOf(status), status }
    } catch (error) {
      return { problem: lookProblem(error), status: UNKNOWN_STATUS }
    }
  }

  /** As the bridge heard it last. */
  async #knownStatus(): Promise<PrinterStatus> {
    const printer = (await this.#bridge.printers()).find(({ id }) => id === this.#printerId)
    if (printer === undefined) throw new BridgeRefusal('not-found')
    if (printer.reachable === false) throw new BridgeRefusal('printer-unreachable')
    return printer.status
  }

  async close(): Promise<void> {
    this.#closed = true
  }

  #failure(error: unknown, job: EncodedJob, mayBeTaken: boolean): PrintJobState {
    // Another bridge was told nothing; the right one may come back.
    const isAway = error instanceof BridgeUnreachable || error instanceof OtherBridge
    const isPassing = isAway || isPassingRefusal(error)
    if (isPassing && (Date.now() < job.expiresAt || this.#closed)) return tryAgain(reasonOf(error))
    // The bridge may have it, and cannot be asked any more, or says what nobody understands.
    const isUnclear = isPassing ? mayBeTaken : !(error instanceof BridgeRefusal)
    if (isUnclear) return { state: 'unknown', reason: 'link-lost' }
    if (error instanceof BridgeRefusal && error.code === 'expired')
      return { state: 'failed', reason: 'expired', retryAt: null }
    if (error instanceof BridgeRefusal && error.code === 'not-found')
      return { state: 'failed', reason: 'printer-removed', retryAt: null }
    return { state: 'failed', reason: 'unreachable', retryAt: null }
  }

  async #watchLate(id: string, steps: JobSteps): Promise<void> {
    const until = Date.now() + LATE_MS
    while (Date.now() < until && !this.#closed) {
      await pause(AGAIN_MS)
      const answer = await this.#bridge.job(id).catch(() => null)
      if (answer?.state === 'confirmed') return steps.confirmedLate(id)
    }
  }

  async #requestOf(job: EncodedJob): Promise<PrintJobRequest> {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(job.bytes)))
    return {
      jobId: job.id,
      printerId: this.#printerId,
      kind: job.kind,
      bytesB64: toBase64(job.bytes),
      sha256: Array.from(hash, byte => byte.toString(16).padStart(2, '0')).join(''),
      expiresAt: job.expiresAt,
      ...(job.copyOf !== null && { reprintOf: job.copyOf }),
    }
  }
}

/** The bridge is there, and may take the job later. */
function isPassingRefusal(error: unknown): boolean {
  return (
    error instanceof BridgeRefusal &&
    ['spool-full', 'disk-full', 'storage-failed', 'unexpected'].includes(error.code)
  )
}

/** A bridge whose disk is full is there: whoever looks for its cable looks in the wrong place. */
function reasonOf(error: unknown): NotSentReason {
  if (error instanceof OtherBridge) return 'other-bridge'
  const isStorage =
    error instanceof BridgeRefusal && ['disk-full', 'storage-failed', 'spool-full'].includes(error.code)
  return isStorage ? 'storage' : 'unreachable'
}

function lookProblem(error: unknown): NotSentReason {
  if (error instanceof OtherBridge) return 'other-bridge'
  return error instanceof BridgeRefusal && error.code === 'not-found' ? 'printer-removed' : 'unreachable'
}

function tryAgain(reason: NotSentReason = 'unreachable'): PrintJobState {
  return { state: 'failed', reason, retryAt: Date.now() + AGAIN_MS }
}

/** The state alone, without what the bridge tells beside it. */
function stateOf(answer: JobAnswer): PrintJobState {
  switch (answer.state) {
    case 'confirmed':
      return { state: answer.state, confirmedBy: answer.confirmedBy }
    case 'failed':
      return { state: answer.state, reason: answer.reason, retryAt: answer.retryAt }
    case 'unknown':
      return { state: answer.state, reason: answer.reason }
    case 'resolved':
      return { state: answer.state, outcome: answer.outcome, operator: answer.operator }
    default:
      return { state: answer.state }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}
