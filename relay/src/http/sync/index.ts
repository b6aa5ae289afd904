import {
  CLOSE,
  type DeviceId,
  DURABLE_PARAMETER,
  encodeRefused,
  mayReconnect,
  toId,
} from '@evertill/crdt-model'
import { upgradeWebSocket } from '@hono/node-server'
import { Hono } from 'hono'
import { WebSocket } from 'ws'
import { recordSeen } from '../../devices/record-report.ts'
import type { ConnectionOwner } from '../../sync/sync-hub.ts'
import type { AppEnv, Services } from '../context.ts'
import { Problem } from '../problem.ts'
import { isOwnOrigin } from '../request-facts.ts'
import { type Admission, admit } from './admit.ts'

/**
 * `GET /sync/<document>` as a WebSocket. Another site's page is refused before the upgrade. Everything else is said
 * by a close code after it: browsers tell a page nothing about an upgrade that failed.
 */
export function syncRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/*', async c => {
    if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') {
      throw new Problem('bad-request', 'documents are synced over a WebSocket')
    }
    if (!isOwnOrigin(c, services)) throw new Problem('forbidden', 'this request comes from another site')
    if (services.stopping.aborted) throw new Problem('unavailable', 'the relay is stopping')
    const admission = await admit(c, services)
    const durable = c.req.query(DURABLE_PARAMETER) === '1'
    return upgradeWebSocket(c, {
      onOpen(_event, context) {
        // The hub reads the socket itself: Hono's events are neither ordered nor held back.
        const socket: unknown = context.raw
        if (!(socket instanceof WebSocket)) throw new TypeError('the adapter must hand out sockets of ws')
        receive(services, socket, admission, durable)
      },
    })
  })
}

function receive(services: Services, socket: WebSocket, admission: Admission, durable: boolean): void {
  if (admission.kind === 'refused') {
    const { code, sentence } = admission
    // A refused socket is of no interest any more, whatever it still says.
    socket.on('error', () => {})
    if (durable) socket.send(encodeRefused(code, sentence, mayReconnect(CLOSE[code])))
    socket.close(CLOSE[code], sentence)
    return
  }
  const { document, owner } = admission
  const gone = services.presence.opened(owner)
  noteContact(services, owner)
  socket.once('close', () => {
    gone()
    noteContact(services, owner)
  })
  services.hub.attach(socket, { document, owner, durable })
}

/** The dashboard shows who is there; that it could not be written down must not close a socket. */
function noteContact(services: Services, owner: ConnectionOwner): void {
  services.changes.notify()
  if (owner.principal.kind !== 'device' || services.stopping.aborted) return
  recordSeen(services.database, toId<DeviceId>(owner.session), services.now()).catch(error => {
    services.log.warn({ err: error, device: owner.session }, 'could not note when a device was seen')
  })
}
