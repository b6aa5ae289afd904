import { type TillsReply, tillsReply } from '@evertill/crdt-model'
import * as v from 'valibot'
import type { ApiResult } from './api-client.ts'

/** How the watch over the tills stands. */
export type WatchState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** The relay cannot be reached; the watch tries again by itself. */
  | { readonly kind: 'offline' }
  /** The relay will not tell: the session ended or was never there. The watch has stopped. */
  | { readonly kind: 'refused' }

/** What the watch needs from the browser, so that tests can stand in for it. */
export interface WatchPorts {
  openEvents(path: string): EventSource
  getTills(): Promise<ApiResult<TillsReply>>
  setTimer(run: () => void, delayMs: number): number
  clearTimer(timer: number): void
  /** 0 to 1, for the jitter that keeps a hundred dashboards from coming back at once. */
  random(): number
}

const EVENTS_PATH = '/api/tills/events'
const FIRST_DELAY_MS = 1_000
const LONGEST_DELAY_MS = 15_000

/**
 * Follows how the tills are. An `EventSource` that the server refuses or that a proxy breaks gives up for good
 * and does not say why, so each loss is followed by one plain request: it brings the answer, or the reason.
 * @returns stops the watch.
 */
export function watchTills(
  ports: WatchPorts,
  onTills: (tills: TillsReply) => void,
  onState: (state: WatchState) => void,
): () => void {
  let events: EventSource | null = null
  let timer: number | null = null
  let failures = 0
  let stopped = false

  const open = () => {
    timer = null
    const opened = ports.openEvents(EVENTS_PATH)
    events = opened
    opened.addEventListener('open', () => {
      failures = 0
      if (!stopped) onState({ kind: 'live' })
    })
    opened.addEventListener('tills', event => {
      const tills = parseTills(event)
      if (tills !== undefined && !stopped) onTills(tills)
    })
    opened.addEventListener('error', () => {
      opened.close()
      if (events === opened && !stopped) void lost()
    })
  }

  const lost = async () => {
    events = null
    const answer = await ports.getTills()
    if (stopped) return
    if (answer.ok) onTills(answer.value)
    else if (answer.code === 'unauthenticated' || answer.code === 'forbidden') {
      onState({ kind: 'refused' })
      return
    }
    if (!answer.ok || failures > 0) onState({ kind: 'offline' })
    timer = ports.setTimer(open, delayOf(failures, ports.random()))
    failures += 1
  }

  onState({ kind: 'connecting' })
  open()
  return () => {
    stopped = true
    events?.close()
    if (timer !== null) ports.clearTimer(timer)
  }
}

/** Doubles from one second to fifteen; between half of that and the whole, by chance. */
function delayOf(failures: number, random: number): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures)
  return full / 2 + (full / 2) * random
}

function parseTills(event: Event): TillsReply | undefined {
  if (!(event instanceof MessageEvent) || typeof event.data !== 'string') return undefined
  let data: unknown
  try {
    data = JSON.parse(event.data)
  } catch {
    return undefined
  }
  const parsed = v.safeParse(tillsReply, data)
  return parsed.success ? parsed.output : undefined
}
