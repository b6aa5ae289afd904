import { once } from 'node:events'
import {
  type BusinessDay,
  CLOSE,
  formatDocumentId,
  parseBusinessDay,
  readMessage,
} from '@evertill/crdt-model'
import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { HOSTILE_NAMES } from '../../../test/harness/attacks.ts'
import { describeRelay } from '../../testing/describe-relay.ts'
import { firstWord, useRelaySockets } from '../../testing/relay-sockets.ts'
import { enrollTablet, onlyTill, readTills, setUpOwnShop } from '../../testing/test-relay.ts'
import { closeEndedSessions } from './close-ended-sessions.ts'

function toDay(text: string): BusinessDay {
  const day = parseBusinessDay(text)
  if (day === undefined) throw new Error(`${text} must be a day`)
  return day
}

await describeRelay('GET /sync', relay => {
  const { open } = useRelaySockets(relay)

  async function shop() {
    const owner = await setUpOwnShop(relay())
    const till = await onlyTill(owner)
    const { tablet, reply } = await enrollTablet(relay(), owner, till)
    return { owner, tablet, reply, till }
  }

  it('opens to a user what users may read, and to a till what is its own', async () => {
    const { owner, tablet, reply, till } = await shop()
    const journal = formatDocumentId({ kind: 'journal', till, day: toDay('2026-11-20') })
    for (const document of ['settings', `catalog/${reply.catalog}`, `staff/${reply.store}`, journal]) {
      expect(await firstWord(open(document, tablet))).toBe('sync-step-1')
      expect(await firstWord(open(document, owner))).toBe('sync-step-1')
    }
  })

  it.each([
    ['journal/other/2026-11-20', CLOSE.forbidden],
    ['catalog/other', CLOSE.forbidden],
    ['staff/other', CLOSE.forbidden],
    ['stock/other/x', CLOSE.forbidden],
    ['nonsense', CLOSE.unknownDocument],
    ['', CLOSE.unknownDocument],
  ])('closes a till’s socket on %s', async (document, code) => {
    const { tablet } = await shop()
    expect(await firstWord(open(document, tablet))).toBe(code)
  })

  it.each(HOSTILE_NAMES)('knows no document %s, neither for a till nor for an owner', async name => {
    const { owner, tablet } = await shop()
    for (const browser of [owner, tablet]) {
      expect(await firstWord(open(name, browser))).toBe(CLOSE.unknownDocument)
    }
  })

  it('closes a socket without a session, with a foreign one, and with a till’s cookie in the place of a user’s', async () => {
    const { owner, tablet } = await shop()
    expect(await firstWord(open('settings', undefined))).toBe(CLOSE.unauthenticated)
    const confused = relay().browser()
    confused.cookies.set('evertill_session', tablet.cookies.get('evertill_device') ?? '')
    confused.cookies.set('evertill_device', owner.cookies.get('evertill_session') ?? '')
    expect(await firstWord(open('settings', confused))).toBe(CLOSE.unauthenticated)
  })

  it('tells a client that asks for it why it is refused, before closing', async () => {
    await shop()
    const socket = open('settings?durable=1', undefined)
    const closed = once(socket, 'close')
    const [data] = await once(socket, 'message')
    expect(readMessage(new Uint8Array(data))).toMatchObject({
      kind: 'refused',
      code: 'unauthenticated',
      retry: false,
    })
    expect((await closed)[0]).toBe(CLOSE.unauthenticated)
  })

  it('refuses the upgrade to a page of another site, whatever cookies it has', async () => {
    const { owner } = await shop()
    const socket = open('settings', owner, { origin: 'https://evil.example' })
    const [, response] = await once(socket, 'unexpected-response')
    expect(response.statusCode).toBe(403)
    response.destroy()
  })

  it('takes a browser that is both for what it says it is', async () => {
    const { owner, tablet } = await shop()
    const both = relay().browser()
    for (const [name, value] of [...owner.cookies, ...tablet.cookies]) both.cookies.set(name, value)
    const kindOf = async (query: string) => {
      const socket = open(`settings${query}`, both)
      await once(socket, 'message')
      const [owner] = relay().services.presence.owners()
      socket.close()
      await once(socket, 'close')
      await expect.poll(() => relay().services.presence.owners()).toEqual([])
      return owner?.principal.kind
    }
    expect(await kindOf('?as=device')).toBe('device')
    expect(await kindOf('?as=user')).toBe('user')
    expect(await kindOf('')).toBe('user')
  })

  it('closes a till’s sockets at once when it is revoked, and tells the dashboard', async () => {
    const { owner, tablet, reply } = await shop()
    const socket = open('settings', tablet)
    await once(socket, 'message')
    expect((await readTills(owner)).tills[0]?.device?.online).toBe(true)
    const closed = once(socket, 'close')
    await owner.post(`/api/devices/${reply.device}/revoke`)
    expect((await closed)[0]).toBe(CLOSE.revoked)
    expect(await firstWord(open('settings', tablet))).toBe(CLOSE.revoked)
    expect((await readTills(owner)).tills[0]?.device).toMatchObject({ online: false, revoked: true })
  })

  it('closes the sockets of the tablet that another one replaced', async () => {
    const { owner, tablet, till } = await shop()
    const socket = open('settings', tablet)
    await once(socket, 'message')
    const closed = once(socket, 'close')
    await enrollTablet(relay(), owner, till)
    expect((await closed)[0]).toBe(CLOSE.revoked)
  })

  it('closes a user’s sockets at sign-out', async () => {
    const { owner } = await shop()
    const socket = open('settings', owner)
    await once(socket, 'message')
    const closed = once(socket, 'close')
    await owner.ask('DELETE', '/api/session')
    expect((await closed)[0]).toBe(CLOSE.unauthenticated)
  })

  it('finds sockets whose session ended elsewhere, and leaves the others open', async () => {
    const { owner, tablet, reply } = await shop()
    const [user, device] = [open('settings', owner), open('settings', tablet)]
    await Promise.all([once(user, 'message'), once(device, 'message')])
    await closeEndedSessions(relay().services)
    expect([user.readyState, device.readyState]).toEqual([WebSocket.OPEN, WebSocket.OPEN])
    const { database } = relay().services
    await database.query('update devices set revoked_at = now() where id = $1', [reply.device])
    const deviceClosed = once(device, 'close')
    await closeEndedSessions(relay().services)
    expect((await deviceClosed)[0]).toBe(CLOSE.revoked)
    expect(user.readyState).toBe(WebSocket.OPEN)
    await database.query("update sessions set expires_at = now() - interval '1 second'")
    const userClosed = once(user, 'close')
    await closeEndedSessions(relay().services)
    expect((await userClosed)[0]).toBe(CLOSE.unauthenticated)
  })

  it('is no page', async () => {
    expect((await relay().browser().get('/sync/settings')).status).toBe(400)
  })
})
