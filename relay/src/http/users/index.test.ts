import {
  addUserReply,
  CLOSE,
  healthHistoryReply,
  type ResetCode,
  resetCode,
  type UserAccount,
  usersReply,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { sampleHealth } from '../../health/sample-health.ts'
import { describeRelay } from '../../testing/describe-relay.ts'
import { closeCode, firstWord, useRelaySockets } from '../../testing/relay-sockets.ts'
import {
  enrollTablet,
  errorOf,
  makeCode,
  OWNER,
  onlyTill,
  readTills,
  setUpOwnShop,
  signInAt,
  type TestBrowser,
} from '../../testing/test-relay.ts'
import { closeEndedSessions } from '../sync/close-ended-sessions.ts'

const MANAGER = { name: 'Mia', email: 'mia@shop.example', password: 'a long password', role: 'manager' }
const SIGN_IN = { email: MANAGER.email, password: MANAGER.password }
const DAY = 24 * 3600 * 1000

async function readUsers(owner: TestBrowser): Promise<UserAccount[]> {
  return v.parse(usersReply, await (await owner.get('/api/users')).json()).users
}

async function addManager(owner: TestBrowser, more: object = {}): Promise<string> {
  const response = await owner.post('/api/users', { ...MANAGER, ...more })
  return v.parse(addUserReply, await response.json()).user.id
}

async function makeReset(owner: TestBrowser, user: string, removesSecondStep = false): Promise<ResetCode> {
  const response = await owner.post(`/api/users/${user}/reset`, { removesSecondStep })
  return v.parse(resetCode, await response.json())
}

await describeRelay('/api/users', relay => {
  const sockets = useRelaySockets(relay)

  it('lets an owner add a manager, who can sign in but see and change nobody', async () => {
    const owner = await setUpOwnShop(relay())
    const added = await owner.post('/api/users', MANAGER)
    expect(added.status).toBe(201)
    const text = await added.text()
    expect(text).not.toContain(MANAGER.password)
    const { user, reset } = v.parse(addUserReply, JSON.parse(text))
    expect(reset).toBeNull()
    const manager = await signInAt(relay(), SIGN_IN)
    const refused = [
      await manager.get('/api/users'),
      await manager.post('/api/users', { ...MANAGER, email: 'other@shop.example' }),
      await manager.patch(`/api/users/${user.id}`, { role: 'owner' }),
      await manager.delete(`/api/users/${user.id}`),
      await manager.post(`/api/users/${user.id}/restore`),
      await manager.post(`/api/users/${user.id}/reset`, { removesSecondStep: false }),
    ]
    expect(refused.map(response => response.status)).toEqual(refused.map(() => 403))
    expect(await readUsers(owner)).toMatchObject([
      { name: 'Ada', role: 'owner', stores: 'all', state: 'active', secondStep: false },
      { name: 'Mia', role: 'manager', stores: 'all', state: 'active', lastUsedAt: expect.any(Number) },
    ])
  })

  it('wants a session', async () => {
    await setUpOwnShop(relay())
    const refused = await relay().browser().post('/api/users', MANAGER)
    expect(await errorOf(refused)).toMatchObject({ status: 401, code: 'unauthenticated' })
  })

  it('says that an e-mail is taken, whatever its case, and that a store is none', async () => {
    const owner = await setUpOwnShop(relay())
    const taken = await owner.post('/api/users', { ...MANAGER, email: OWNER.email.toUpperCase() })
    expect(await errorOf(taken)).toMatchObject({ status: 400, fields: { email: 'taken' } })
    const nowhere = await owner.post('/api/users', { ...MANAGER, stores: ['nowhere'] })
    expect(await errorOf(nowhere)).toMatchObject({ status: 400, fields: { stores: 'not-supported' } })
  })

  it('lets a new person set their own password by a one-time link, once, within a day', async () => {
    const owner = await setUpOwnShop(relay())
    const { password: _, ...invitation } = MANAGER
    const added = v.parse(addUserReply, await (await owner.post('/api/users', invitation)).json())
    expect(added.user.state).toBe('invited')
    const code = added.reset?.code ?? ''
    expect(code).toMatch(/^([2-9A-HJKMNP-Z]{4}-){2}[2-9A-HJKMNP-Z]{4}$/)
    for (const password of ['', 'null', code]) {
      const early = await relay().browser().post('/api/session', { email: MANAGER.email, password })
      expect(await errorOf(early)).toMatchObject({ code: 'wrong-credentials' })
    }
    const set = (given: string) =>
      relay().browser().post('/api/password-resets', { code: given, password: MANAGER.password })
    const done = await set(code.toLowerCase())
    expect([done.status, done.headers.getSetCookie()]).toEqual([204, []])
    await signInAt(relay(), SIGN_IN)
    expect(await errorOf(await set(code))).toMatchObject({ status: 404, code: 'code-unknown' })
    const late = await makeReset(owner, added.user.id)
    relay().pass(DAY)
    expect(await errorOf(await set(late.code))).toMatchObject({ status: 410, code: 'code-expired' })
  })

  it('resets a password by a link that ends every session with its sockets, and only the newest link', async () => {
    const owner = await setUpOwnShop(relay())
    const user = await addManager(owner)
    const manager = await signInAt(relay(), SIGN_IN)
    const closed = closeCode(await sockets.opened('settings', manager))
    const older = await makeReset(owner, user)
    const { code } = await makeReset(owner, user)
    await signInAt(relay(), SIGN_IN)
    const set = (given: string) =>
      relay().browser().post('/api/password-resets', { code: given, password: 'one more password' })
    expect(await errorOf(await set(older.code))).toMatchObject({ code: 'code-unknown' })
    const both = await Promise.all([set(code), set(code)])
    expect(both.map(response => response.status).sort()).toEqual([204, 404])
    expect(await closed).toBe(CLOSE.unauthenticated)
    expect((await manager.get('/api/session')).status).toBe(401)
    await signInAt(relay(), { email: MANAGER.email, password: 'one more password' })
    const rows = await relay().services.database.query<{ stored: string }>(
      'select row_to_json(p)::text as stored from password_resets p',
    )
    expect(rows).toEqual([])
  })

  it('makes guessing links slow, and keeps only their hash', async () => {
    const owner = await setUpOwnShop(relay())
    const { code } = await makeReset(owner, await addManager(owner))
    const [row] = await relay().services.database.query<{ stored: string }>(
      'select row_to_json(p)::text as stored from password_resets p',
    )
    expect(row?.stored).not.toContain(code.replaceAll('-', ''))
    const guess = () =>
      relay().browser().post('/api/password-resets', { code: '2222-2222-2222', password: 'a long password' })
    for (let i = 0; i < 10; i++) expect((await guess()).status).toBe(404)
    expect(await errorOf(await guess())).toMatchObject({ status: 429, code: 'too-many-attempts' })
  })

  it('shuts a manager out at once: sessions, open sockets, and codes they made', async () => {
    const owner = await setUpOwnShop(relay())
    const user = await addManager(owner)
    const manager = await signInAt(relay(), SIGN_IN)
    const { code } = await makeCode(manager, await onlyTill(owner))
    const [theirs, mine] = [
      await sockets.opened('settings', manager),
      await sockets.opened('settings', owner),
    ]
    const closed = closeCode(theirs)
    const link = await makeReset(owner, user)
    expect((await owner.delete(`/api/users/${user}`)).status).toBe(204)
    expect(await closed).toBe(CLOSE.revoked)
    expect(mine.readyState).toBe(WebSocket.OPEN)
    expect((await manager.get('/api/session')).status).toBe(401)
    const stranger = relay().browser()
    expect(await errorOf(await stranger.post('/api/session', SIGN_IN))).toMatchObject({
      code: 'wrong-credentials',
    })
    const enrolled = await stranger.post('/api/enroll', {
      code,
      publicKey: Buffer.alloc(65).toString('base64'),
      deviceName: '',
    })
    expect(enrolled.ok).toBe(false)
    const reset = { code: link.code, password: 'one more password' }
    expect(await errorOf(await stranger.post('/api/password-resets', reset))).toMatchObject({
      code: 'code-unknown',
    })
    expect((await owner.post(`/api/users/${user}/reset`, { removesSecondStep: false })).status).toBe(404)
    expect((await readUsers(owner)).find(each => each.id === user)?.state).toBe('revoked')
    expect((await owner.post(`/api/users/${user}/restore`)).status).toBe(200)
    await signInAt(relay(), SIGN_IN)
  })

  it('shuts out a socket that is being opened at that very moment', async () => {
    const owner = await setUpOwnShop(relay())
    const user = await addManager(owner)
    const manager = await signInAt(relay(), SIGN_IN)
    const { sessions } = relay().services
    const { find } = sessions
    // Between the look at the session and the open socket.
    Object.assign(sessions, {
      find: async (secret: string) => {
        const found = await find(secret)
        sessions.find = find
        expect((await owner.delete(`/api/users/${user}`)).status).toBe(204)
        return found
      },
    })
    expect(await firstWord(sockets.open('settings', manager))).toBe(CLOSE.revoked)
  })

  it('makes sockets come back with new rights when role or stores change, and not for a new name', async () => {
    const owner = await setUpOwnShop(relay())
    const user = await addManager(owner)
    const manager = await signInAt(relay(), SIGN_IN)
    const socket = await sockets.opened('settings', manager)
    await owner.patch(`/api/users/${user}`, { name: 'Mia B.' })
    await closeEndedSessions(relay().services)
    expect(socket.readyState).toBe(WebSocket.OPEN)
    const closed = closeCode(socket)
    expect((await owner.patch(`/api/users/${user}`, { role: 'owner' })).status).toBe(200)
    expect(await closed).toBe(CLOSE.rightsChanged)
    expect((await manager.get('/api/users')).status).toBe(200)
    // Where another relay changed it, the sweep finds the sockets.
    const later = await sockets.opened('settings', manager)
    await relay().services.database.query("update users set role = 'manager' where id = $1", [user])
    const swept = closeCode(later)
    await closeEndedSessions(relay().services)
    expect(await swept).toBe(CLOSE.rightsChanged)
    const again = await sockets.opened('settings', manager)
    await closeEndedSessions(relay().services)
    expect(again.readyState).toBe(WebSocket.OPEN)
  })

  it('keeps an owner who can sign in, also of two who demote each other at once', async () => {
    const owner = await setUpOwnShop(relay())
    const [me] = await readUsers(owner)
    const id = me?.id ?? ''
    const refused = [
      await owner.delete(`/api/users/${id}`),
      await owner.patch(`/api/users/${id}`, { role: 'manager' }),
    ]
    for (const response of refused) {
      expect(await errorOf(response)).toMatchObject({ status: 409, code: 'last-owner' })
    }
    // An owner who was only invited cannot sign in.
    const { password: _, ...invitation } = { ...MANAGER, role: 'owner', email: 'invited@shop.example' }
    await owner.post('/api/users', invitation)
    expect((await owner.delete(`/api/users/${id}`)).status).toBe(409)
    const other = await addManager(owner, { role: 'owner' })
    const second = await signInAt(relay(), SIGN_IN)
    const both = await Promise.all([
      owner.patch(`/api/users/${other}`, { role: 'manager' }),
      second.patch(`/api/users/${id}`, { role: 'manager' }),
    ])
    const left = (
      await relay().services.database.query(
        "select id from users where role = 'owner' and password_hash is not null",
      )
    ).length
    expect([left, both.filter(response => response.ok).length]).toEqual([1, 1])
  })

  it('shows and gives a manager of some stores only those', async () => {
    const owner = await setUpOwnShop(relay())
    const till = await onlyTill(owner)
    const { reply } = await enrollTablet(relay(), owner, till)
    const user = await addManager(owner, { stores: [reply.store] })
    const manager = await signInAt(relay(), SIGN_IN)
    expect(await (await manager.get('/api/session')).json()).toMatchObject({
      user: { stores: [reply.store] },
    })
    expect((await readTills(manager)).tills).toHaveLength(1)
    expect((await manager.post('/api/enrollment-codes', { till })).status).toBe(201)
    expect((await manager.get(`/api/documents?store=${reply.store}`)).status).toBe(200)
    const history = async () =>
      v.parse(healthHistoryReply, await (await manager.get('/api/health/history')).json()).tills
    await sampleHealth(relay().services)
    expect(await history()).toMatchObject([{ till }])
    // A store that is closed by now, or of a settings document that has not arrived.
    await relay().services.database.query(`update users set stores = '["elsewhere"]'::jsonb where id = $1`, [
      user,
    ])
    expect((await readTills(manager)).tills).toEqual([])
    expect(await history()).toEqual([])
    const refused = [
      await manager.post('/api/enrollment-codes', { till }),
      await manager.get(`/api/documents?store=${reply.store}`),
      await manager.get(`/api/documents?store=${reply.store}&as=user`),
      await manager.post(`/api/devices/${reply.device}/revoke`),
      await manager.delete(`/api/devices/${reply.device}`),
    ]
    expect(refused.map(response => response.status)).toEqual(refused.map(() => 403))
    expect((await readTills(owner)).tills[0]?.device?.revoked).toBe(false)
  })

  it('opens to a manager of some stores the documents of those, and to no other of their sockets', async () => {
    const owner = await setUpOwnShop(relay())
    const till = await onlyTill(owner)
    const { reply } = await enrollTablet(relay(), owner, till)
    const user = await addManager(owner, { stores: [reply.store] })
    const manager = await signInAt(relay(), SIGN_IN)
    const mine = [`staff/${reply.store}`, `stock/${reply.store}/${till}`, `journal/${till}/2026-11-20`]
    const everybodys = ['settings', 'customers', `catalog/${reply.catalog}`]
    const others = ['staff/other', 'stock/other/x', 'journal/other/2026-11-20']
    const words = (documents: string[]) =>
      Promise.all(documents.map(document => firstWord(sockets.open(document, manager))))
    expect(await words([...mine, ...everybodys])).toEqual(Array(6).fill('sync-step-1'))
    expect(await words(others)).toEqual(Array(3).fill(CLOSE.forbidden))
    // Another store's manager from now on: the open socket goes, and does not come back.
    const open = await sockets.opened(`staff/${reply.store}`, manager)
    const closed = closeCode(open)
    await relay().services.database.query(`update users set stores = '["other"]'::jsonb where id = $1`, [
      user,
    ])
    await closeEndedSessions(relay().services)
    expect(await closed).toBe(CLOSE.rightsChanged)
    expect(await words(mine)).toEqual(Array(3).fill(CLOSE.forbidden))
    expect(await words(['staff/other'])).toEqual(['sync-step-1'])
  })

  it('gives an owner all stores, whatever was asked for', async () => {
    const owner = await setUpOwnShop(relay())
    const { reply } = await enrollTablet(relay(), owner, await onlyTill(owner))
    const user = await addManager(owner, { stores: [reply.store] })
    await owner.patch(`/api/users/${user}`, { role: 'owner', stores: [reply.store] })
    expect((await readUsers(owner)).map(each => each.stores)).toEqual(['all', 'all'])
    await owner.patch(`/api/users/${user}`, { role: 'manager', stores: [reply.store] })
    expect((await readUsers(owner)).find(each => each.id === user)?.stores).toEqual([reply.store])
  })
})
