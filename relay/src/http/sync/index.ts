import {
  CLOCK_PARAMETER,
  CLOSE,
  type DeviceId,
  DURABLE_PARAMETER,
  encodeRefused,
  mayReconnect,
  SYNC_PATH,
  toId,
} from '@evertill/crdt-model'
import { upgradeWebSocket } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { WebSocket } from 'ws'
import { recordSeen } from '../../devices/record-report.ts'
import { recoveryOpenUntil } from '../../recovery/recovery-window.ts'
import { serveDeviceSocket } from '../../sync/device-socket.ts'
import type { DocumentSocket } from '../../sync/document-socket.ts'
import type { ConnectionOwner } from '../../sync/sync-hub.ts'
import { MAX_FRAME_BYTES } from '../../sync/sync-limits.ts'
import type { AppEnv, Services } from '../context.ts'
import { Problem } from '../problem.ts'
import { isOwnOrigin } from '../request-facts.ts'
import { type Admission, admit, type Identity, identify, mayRestore, type Refused } from './admit.ts'

/**
 * `GET /sync` as a WebSocket that carries all documents of a device, `GET /sync/<document>` as one for one document.
 * Another site's page is refused before the upgrade. Everything else is said by a close code after it: browsers tell a
 * page nothing about an upgrade that failed.
 */
export function syncRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/*', async c => {
    if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') {
      throw new Problem('bad-request', 'documents are synced over a WebSocket')
    }
    if (!isOwnOrigin(c, services)) throw new Problem('forbidden', 'this request comes from another site')
    if (services.stopping.aborted) throw new Problem('unavailable', 'the relay is stopping')
    return c.req.path === SYNC_PATH ? upgradeForDevice(c, services) : upgradeForDocument(c, services)
  })
}

async function upgradeForDocument(c: Context<AppEnv>, services: Services): Promise<Response> {
  const mark = services.presence.mark()
  const clockOffset = measureClock(c, services)
  const identity = await identify(c, services)
  // As it came: `c.req.path` decodes, and no part of a name is decoded.
  const name = new URL(c.req.url).pathname.slice(SYNC_PATH.length + 1)
  const admission = identity.kind === 'known' ? await admit(identity.owners, name, services) : identity
  const durable = c.req.query(DURABLE_PARAMETER) === '1'
  return upgrade(c, socket => {
    const still = unlessEnded(services, admission, mark)
    if (still.kind === 'refused') return refuse(socket, still, durable)
    const { document, owner, access } = still
    present(services, socket, [owner], clockOffset)
    services.hub.attach(socket, {
      document,
      owner,
      access,
      durable,
      clockOffset: ofDevice(owner, clockOffset),
    })
  })
}

async function upgradeForDevice(c: Context<AppEnv>, services: Services): Promise<Response> {
  const mark = services.presence.mark()
  const clockOffset = measureClock(c, services)
  const identity = await identify(c, services)
  const [through, recovering] = await Promise.all([
    ownSequence(services, identity),
    recoveryOpenUntil(services.database, services.now()),
  ])
  return upgrade(c, socket => {
    if (identity.kind === 'refused') return refuse(socket, identity, false)
    const { owners } = identity
    const ended = owners.map(owner => endOf(services, owner, mark)).find(end => end !== undefined)
    if (ended !== undefined) return refuse(socket, ended, false)
    present(services, socket, owners, clockOffset)
    serveDeviceSocket({
      socket,
      hello: { database: services.databaseId, incarnation: services.incarnation, through },
      messageBytes: MAX_FRAME_BYTES,
      open(channel, name) {
        openDocument(services, channel, {
          owners,
          mark,
          name,
          recovering: recovering !== null,
          clockOffset,
        }).catch(error => {
          services.log.error({ err: error, document: name }, 'a document could not be opened')
          refuse(channel, UNAVAILABLE, true)
        })
      },
    })
  })
}

const UNAVAILABLE: Refused = {
  kind: 'refused',
  code: 'storeUnavailable',
  sentence: 'the document cannot be opened at the moment',
}

interface AskedDocument {
  readonly owners: readonly ConnectionOwner[]
  /** When the socket was identified: a session that ended since opens nothing more on it. */
  readonly mark: number
  readonly name: string
  readonly recovering: boolean
  readonly clockOffset: number | undefined
}

async function openDocument(
  services: Services,
  channel: DocumentSocket,
  { owners, mark, name, recovering, clockOffset }: AskedDocument,
): Promise<void> {
  const admission = unlessEnded(services, await admit(owners, name, services), mark)
  if (admission.kind === 'refused') return refuse(channel, admission, true)
  const { document, owner } = admission
  const restores = recovering && mayRestore(admission)
  const access = restores ? 'write' : admission.access
  services.hub.attach(channel, {
    document,
    owner,
    access,
    restores,
    durable: true,
    through: true,
    clockOffset: ofDevice(owner, clockOffset),
  })
}

/**
 * How far the asker's clock is from ours, milliseconds, when it says what time it has. What opening the connection took
 * is in it, as if the clock were behind: less than 40 s, for our client gives a connection up that takes longer.
 */
function measureClock(c: Context<AppEnv>, services: Services): number | undefined {
  const clock = c.req.query(CLOCK_PARAMETER) ?? ''
  return /^\d{1,15}$/.test(clock) ? Number(clock) - services.now() : undefined
}

/** Only what tills write has a time that anything is done with. */
function ofDevice(owner: ConnectionOwner, clockOffset: number | undefined): number | undefined {
  return owner.principal.kind === 'device' ? clockOffset : undefined
}

/** The session may have ended between the look at it and the open socket, when there was nothing to close yet. */
function unlessEnded(services: Services, admission: Admission, mark: number): Admission {
  if (admission.kind === 'refused') return admission
  return endOf(services, admission.owner, mark) ?? admission
}

function endOf({ presence }: Services, owner: ConnectionOwner, mark: number): Refused | undefined {
  const code = presence.endedSince(owner.session, mark)
  return code ? { kind: 'refused', code, sentence: 'this session has just ended or changed' } : undefined
}

/** The newest sequence of what only this device writes: less than it was told once means that the store was set back. */
async function ownSequence(services: Services, identity: Identity): Promise<number> {
  if (identity.kind !== 'known') return 0
  const [owner] = identity.owners
  if (owner?.principal.kind !== 'device') return 0
  return services.hub.newestSequence(`journal/${owner.principal.till}/`)
}

function upgrade(c: Context<AppEnv>, serve: (socket: WebSocket) => void): Promise<Response> | Response {
  return upgradeWebSocket(c, {
    onOpen(_event, context) {
      // The hub reads the socket itself: Hono's events are neither ordered nor held back.
      const socket: unknown = context.raw
      if (!(socket instanceof WebSocket)) throw new TypeError('the adapter must hand out sockets of ws')
      serve(socket)
    },
  })
}

function refuse(
  socket: {
    on(event: 'error', listener: () => void): unknown
    send(data: Uint8Array, options: { binary: boolean; compress: boolean }, written: () => void): void
    close(code: number, reason: string): void
  },
  { code, sentence }: Refused,
  durable: boolean,
): void {
  // A refused socket is of no interest any more, whatever it still says.
  socket.on('error', () => {})
  if (durable) {
    const frame = encodeRefused(code, sentence, mayReconnect(CLOSE[code]))
    socket.send(frame, { binary: true, compress: false }, () => {})
  }
  socket.close(CLOSE[code], sentence)
}

function present(
  services: Services,
  socket: WebSocket,
  owners: readonly ConnectionOwner[],
  clockOffset: number | undefined,
): void {
  const gone = owners.map(owner => services.presence.opened(owner))
  for (const owner of owners) noteContact(services, owner, clockOffset)
  socket.once('close', () => {
    for (const leave of gone) leave()
    for (const owner of owners) noteContact(services, owner)
  })
}

/** The dashboard shows who is there; that it could not be written down must not close a socket. */
function noteContact(services: Services, owner: ConnectionOwner, clockOffset?: number): void {
  services.changes.notify()
  if (owner.principal.kind !== 'device' || services.stopping.aborted) return
  recordSeen(services.database, toId<DeviceId>(owner.session), services.now(), clockOffset).catch(error => {
    services.log.warn({ err: error, device: owner.session }, 'could not note when a device was seen')
  })
}
