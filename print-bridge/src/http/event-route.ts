import { isOver } from '@evertill/crdt-model/printing'
import { Hono } from 'hono'
import { answerOf } from '../spool/spool-job.ts'
import { Problem } from './problem.ts'
import type { BridgeEnv, Services } from './services.ts'

const HEARTBEAT_MS = 15_000
const MAX_LISTENERS = 16
/** A listener that does not read is cut off, rather than kept in memory. */
const MAX_QUEUED = 500

/**
 * GET /v1/events: server-sent events. `printer` with each printer at first and at every change, `job` with each of
 * the origin's jobs that is under way or whose fate is unknown at first, and at every change.
 */
export function eventRoute(services: Services): Hono<BridgeEnv> {
  let listeners = 0
  return new Hono<BridgeEnv>().get('/', c => {
    if (listeners >= MAX_LISTENERS) throw new Problem('too-many-listeners', 'too many listen already')
    listeners++
    const till = { origin: c.get('origin'), id: c.get('tillId') }
    const body = eventStream(services, till, c.req.raw.signal, () => listeners--)
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  })
}

function eventStream(
  { spool, printers, tokens, stopping }: Services,
  { origin, id }: { readonly origin: string; readonly id: string },
  gone: AbortSignal,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let end: () => void = () => undefined
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const push = (text: string) => {
          // A till that is not paired any more hears nothing more.
          if ((controller.desiredSize ?? 0) <= 0 || !tokens.has(id)) return end()
          controller.enqueue(encoder.encode(text))
        }
        const send = (event: string, data: unknown) =>
          push(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
        const ends = [
          spool.listen(job => job.origin === origin && send('job', answerOf(job))),
          printers.watch(printer => send('printer', printer)),
        ]
        const heartbeat = setInterval(() => push(': here\n\n'), HEARTBEAT_MS).unref()
        let ended = false
        end = () => {
          if (ended) return
          ended = true
          clearInterval(heartbeat)
          for (const stop of ends) stop()
          stopping.removeEventListener('abort', end)
          onEnd()
          try {
            controller.close()
          } catch {
            // Its reader went away first.
          }
        }
        stopping.addEventListener('abort', end)
        gone.addEventListener('abort', end)
        for (const printer of printers.all) send('printer', printer)
        for (const job of spool.jobs) {
          const isOpen = !isOver(job.state) || job.state.state === 'unknown'
          if (job.origin === origin && isOpen) send('job', answerOf(job))
        }
      },
      cancel: () => end(),
    },
    { highWaterMark: MAX_QUEUED },
  )
}
