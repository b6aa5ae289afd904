import { LAN_WORKER_TO, readLanAddress } from '@evertill/crdt-model/printing'
import { type BridgeWire, directWire, type WireAnswer, type WireRequest } from '../printing/bridge-wire.ts'

/** What the page asks of the worker. */
export interface LanQuestion {
  readonly id: number
  /** Null asks whether something is there. */
  readonly request: WireRequest | null
}

/** What the worker says of it; null where nobody answered. */
export interface LanReply {
  readonly id: number
  readonly answer: WireAnswer | boolean | null
}

/** The one bridge that this worker's policy lets it speak with. */
const address = readLanAddress(new URL(self.location.href).searchParams.get(LAN_WORKER_TO) ?? '')
const wire: BridgeWire | null = address && directWire(address)

self.addEventListener('message', async (event: MessageEvent<LanQuestion>) => {
  const { id, request } = event.data
  const asked = request === null ? wire?.isThere() : wire?.ask(request)
  const answer = (await asked?.catch(() => null)) ?? null
  self.postMessage({ id, answer } satisfies LanReply)
})
