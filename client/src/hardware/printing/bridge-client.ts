import { type BridgeScale, bridgeScales, type ScaleReading, scaleAnswer } from '@evertill/crdt-model/devices'
import {
  type BridgePrinter,
  bridgePrinterStatus,
  bridgePrinters,
  type JobAnswer,
  jobAnswer,
  type LanAddress,
  type PrinterStatus,
  type PrintJobRequest,
  pairAnswer,
} from '@evertill/crdt-model/printing'
import * as v from 'valibot'
import type { PairedBridge } from '../../local/bridge.ts'
import { askIdentity, requireSameBridge } from '../lan/bridge-identity.ts'
import { lanWire } from '../lan/lan-wire.ts'
import { BridgeRefusal } from './bridge-refusal.ts'
import { BridgeUnreachable, type BridgeWire, directWire, type WireRequest } from './bridge-wire.ts'

/** For so long the bridge that proved its key is taken for the same when it is only asked something. Milliseconds. */
const PROVED_FOR_MS = 5000

/** The bridge on this machine: always by its address, since `localhost` may mean another one. */
export function bridgeOrigin(port: number): string {
  return `http://127.0.0.1:${port}`
}

/** A code from the bridge's page, and what this device is called there. */
export interface PairingWords {
  readonly code: string
  readonly till: string
}

/** Pairs with the bridge on this machine. Rejects with `BridgeRefusal` or `BridgeUnreachable`. */
export async function pairWithBridge(port: number, words: PairingWords): Promise<PairedBridge> {
  return { port, token: await pairOver(directWire(bridgeOrigin(port)), words) }
}

/** Pairs with a bridge on the network, and keeps the key that it proves. Rejects as above, or with `OtherBridge`. */
export async function pairWithLanBridge(
  address: LanAddress,
  words: PairingWords,
  wire: BridgeWire = lanWire(address),
): Promise<PairedBridge> {
  const key = await askIdentity(wire, address)
  const token = await pairOver(wire, words)
  return { port: Number(new URL(address).port), token, lan: { address, key } }
}

/**
 * The print bridge as a paired till talks to it. One on the network proves its key first: before each job, and before
 * a question when the last proof is a few seconds old or it could not be reached since. Every call rejects with
 * `BridgeRefusal`, `BridgeUnreachable` or, without having said anything, `OtherBridge`.
 */
export class BridgeClient {
  readonly #bridge: PairedBridge
  readonly #wire: BridgeWire
  #provedAt = Number.NEGATIVE_INFINITY

  constructor(bridge: PairedBridge, wire: BridgeWire = wireTo(bridge)) {
    this.#bridge = bridge
    this.#wire = wire
  }

  async printers(): Promise<BridgePrinter[]> {
    return v.parse(bridgePrinters, await this.#ask({ path: '/v1/printers' }))
  }

  /** Has the printer asked now. */
  async status(printerId: string): Promise<PrinterStatus> {
    const answer = await this.#ask({ path: `/v1/printers/${printerId}/status` })
    return v.parse(bridgePrinterStatus, answer).status
  }

  async scales(): Promise<BridgeScale[]> {
    return v.parse(bridgeScales, await this.#ask({ path: '/v1/scales' }))
  }

  /** What a scale says now. */
  async weigh(scaleId: string): Promise<ScaleReading> {
    return v.parse(scaleAnswer, await this.#ask({ path: `/v1/scales/${scaleId}/reading` })).reading
  }

  async submit(job: PrintJobRequest): Promise<JobAnswer> {
    return v.parse(jobAnswer, await this.#ask({ path: '/v1/jobs', method: 'POST', body: job }))
  }

  async job(id: string): Promise<JobAnswer> {
    return v.parse(jobAnswer, await this.#ask({ path: `/v1/jobs/${id}` }))
  }

  async #ask(request: WireRequest): Promise<unknown> {
    try {
      await this.#requireProof(request.method === 'POST')
      return await askBridge(this.#wire, { ...request, token: this.#bridge.token })
    } catch (error) {
      if (error instanceof BridgeUnreachable) this.#provedAt = Number.NEGATIVE_INFINITY
      throw error
    }
  }

  async #requireProof(anew: boolean): Promise<void> {
    const { lan } = this.#bridge
    if (lan === undefined) return
    const now = performance.now()
    if (!anew && now - this.#provedAt < PROVED_FOR_MS) return
    this.#provedAt = Number.NEGATIVE_INFINITY
    await requireSameBridge(this.#wire, lan)
    this.#provedAt = now
  }
}

function wireTo({ port, lan }: PairedBridge): BridgeWire {
  return lan === undefined ? directWire(bridgeOrigin(port)) : lanWire(lan.address)
}

async function pairOver(wire: BridgeWire, words: PairingWords): Promise<string> {
  const answer = await askBridge(wire, { path: '/v1/pair', method: 'POST', body: words })
  return v.parse(pairAnswer, answer).token
}

async function askBridge(wire: BridgeWire, request: WireRequest): Promise<unknown> {
  const { status, said } = await wire.ask(request)
  if (status < 200 || status > 299) throw BridgeRefusal.from(status, said)
  return said
}
