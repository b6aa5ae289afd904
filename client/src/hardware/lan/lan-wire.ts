import { LAN_WORKER_TO, type LanAddress } from '@evertill/crdt-model/printing'
import {
  BridgeUnreachable,
  type BridgeWire,
  type WireAnswer,
  type WireRequest,
} from '../printing/bridge-wire.ts'
import type { LanQuestion, LanReply } from './lan-worker.ts'
import workerUrl from './lan-worker.ts?worker&url'

/** Of each bridge one, for as long as the page is open. */
const wires = new Map<LanAddress, BridgeWire>()

/** The way to a bridge on the network: by a worker that may speak with this one bridge, since no page may with any. */
export function lanWire(address: LanAddress): BridgeWire {
  const known = wires.get(address)
  if (known) return known
  const made = makeLanWire(() => startWorker(address))
  wires.set(address, made)
  return made
}

/** The worker's side as this one needs it. */
type Port = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>

/** @param start starts a worker, at first and after one that could not be loaded. */
export function makeLanWire(start: () => Port): BridgeWire {
  const waiting = new Map<number, (answer: LanReply['answer']) => void>()
  let lastId = 0
  let worker: Port | null = null
  const end = () => {
    worker?.terminate()
    worker = null
    for (const answer of waiting.values()) answer(null)
    waiting.clear()
  }
  const begin = (): Port => {
    const started = start()
    started.addEventListener('message', ({ data }: MessageEvent<LanReply>) => {
      waiting.get(data.id)?.(data.answer)
      waiting.delete(data.id)
    })
    // It could not be loaded: the next question tries again.
    started.addEventListener('error', () => worker === started && end())
    return started
  }
  const ask = (request: WireRequest | null) =>
    new Promise<LanReply['answer']>(resolve => {
      worker ??= begin()
      waiting.set(++lastId, resolve)
      worker.postMessage({ id: lastId, request } satisfies LanQuestion)
    })
  return {
    async ask(request) {
      const answer = await ask(request)
      if (!isAnswer(answer)) throw new BridgeUnreachable()
      return answer
    },
    async isThere() {
      return (await ask(null)) === true
    },
  }
}

function isAnswer(answer: LanReply['answer']): answer is WireAnswer {
  return typeof answer === 'object' && answer !== null
}

function startWorker(address: LanAddress): Worker {
  const url = new URL(workerUrl, location.href)
  url.searchParams.set(LAN_WORKER_TO, address)
  return new Worker(url, { type: 'module', name: 'lan-bridge' })
}
