import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import {
  appendToLog,
  applyRecordEntries,
  createRecordFold,
  decodeRecordEntry,
  type EnrollReply,
  encodeRecordEntry,
  enrollmentCodeReply,
  enrollReply,
  LOGS,
  type ReplicaId,
  readLog,
  readRecord,
  readTill,
  recordIds,
  type StoreId,
  type TillId,
  tillFields,
  toId,
  writeRecord,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import type { RelayProcess } from './relay-process.ts'
import { until } from './until.ts'
import { openYjsClient } from './yjs-client.ts'

export interface EnrolledTill {
  readonly till: TillId
  /** The `Cookie` header of its device. */
  readonly cookie: string
  /** What the relay said of it when it was enrolled. */
  readonly enrolled: EnrollReply
  /** P-256: what its journal is signed with, and what that is checked with. */
  readonly keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject }
}

export interface TestShop {
  /** The `Cookie` header of the owner's session. */
  readonly ownerCookie: string
  readonly tills: readonly EnrolledTill[]
}

/** Sets a shop up through the relay's own interfaces, as an owner and a manager would, and enrolls its tills. */
export async function setUpTestShop(relay: RelayProcess, tillCount: number): Promise<TestShop> {
  const setUp = await post(relay, '/api/setup', {
    kind: 'own',
    owner: { name: 'Olga', email: 'olga@example.com', password: 'a long enough password' },
    store: {
      name: 'Corner shop',
      currency: 'USD',
      timeZone: 'America/New_York',
      tax: { name: 'Sales tax', rateMillionths: 80_000, included: false },
    },
    till: { name: 'Front' },
    cashier: { name: 'Kim', pin: '2580' },
  })
  const ownerCookie = setUp.cookie
  const ids = await addTills(relay, ownerCookie, tillCount)
  const tills: EnrolledTill[] = []
  for (const till of ids) tills.push(await enroll(relay, ownerCookie, till))
  return { ownerCookie, tills }
}

async function addTills(relay: RelayProcess, cookie: string, count: number): Promise<TillId[]> {
  const [, , log] = LOGS.settings
  const settings = openYjsClient(relay.syncUrl, 'settings', { cookie, durable: true })
  await until('settings are here', () => settings.isSafe && readLog(settings.doc, log).length > 0)
  const fold = createRecordFold()
  applyRecordEntries(
    fold,
    readLog(settings.doc, log).flatMap(raw => decodeRecordEntry(raw) ?? []),
  )
  const [front] = recordIds(fold)
  const state = front === undefined ? undefined : readRecord(fold, front)
  if (state === undefined) throw new Error('set-up makes a first till')
  const store: StoreId = readTill(state).value.store
  const ids = Array.from({ length: count }, (_, index) => toId<TillId>(`till-${index + 1}`))
  const entries = ids.flatMap((record, index) => {
    const fields = tillFields({ name: `Till ${index + 1}`, store })
    const write = { replica: toId<ReplicaId>('test'), counter: index + 1, record, fields, who: 'test', at: 0 }
    return writeRecord(fold, write) ?? []
  })
  appendToLog(settings.doc, log, entries.map(encodeRecordEntry))
  await until('the tills are safe', () => settings.isSafe)
  settings.destroy()
  return ids
}

async function enroll(relay: RelayProcess, ownerCookie: string, till: TillId): Promise<EnrolledTill> {
  const { code } = v.parse(
    enrollmentCodeReply,
    (await post(relay, '/api/enrollment-codes', { till }, ownerCookie)).body,
  )
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  // The end of its DER form is the point itself.
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' }).subarray(-65).toString('base64')
  const reply = await post(relay, '/api/enroll', { code, publicKey, deviceName: till })
  return { till, cookie: reply.cookie, enrolled: v.parse(enrollReply, reply.body), keys }
}

async function post(
  relay: RelayProcess,
  path: string,
  body: unknown,
  cookie?: string,
): Promise<{ body: unknown; cookie: string }> {
  const response = await fetch(relay.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie === undefined ? {} : { cookie }) },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`)
  const cookies = response.headers.getSetCookie().map(header => header.split(';')[0])
  return { body: JSON.parse(text), cookie: cookies.join('; ') }
}
