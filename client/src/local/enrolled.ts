import {
  type CatalogId,
  type DeviceId,
  type EnrollReply,
  emptyJournal,
  enrollReply,
  role,
  type StoreId,
  storeScope,
  type TillId,
  toId,
  type UserId,
} from '@evertill/crdt-model'
import * as v from 'valibot'
import { toBase64 } from './base64.ts'
import { LocalDatabase } from './database.ts'
import { sha256 } from './journal-crypto.ts'
import { keepTillSpare, readTillSpare } from './till-spare.ts'
import { localDatabaseName, type OfficeWorkplace, type TillWorkplace } from './workplace.ts'

/** What this browser is used as, remembered in localStorage. Nothing secret is in it. */
const TILL_KEY = 'evertill-till'
const OFFICE_KEY = 'evertill-office'

const officeRecord = v.object({
  user: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,32}$/)),
  name: v.string(),
  role,
  // What an older version of the app remembered has none: the next answer of the server brings them.
  stores: v.optional(storeScope, 'all'),
  database: v.string(),
})

/** The till this browser is enrolled as, or null. */
export function readTillWorkplace(): TillWorkplace | null {
  const record = v.safeParse(enrollReply, readJson(TILL_KEY))
  return record.success ? tillWorkplaceOf(record.output) : null
}

/** The office this browser was last signed in to, or null. */
export function readOfficeWorkplace(): OfficeWorkplace | null {
  const record = v.safeParse(officeRecord, readJson(OFFICE_KEY))
  if (!record.success) return null
  return { kind: 'office', ...record.output, user: toId<UserId>(record.output.user) }
}

/** Remembers who works in the office of this browser. */
export function saveOfficeWorkplace(workplace: OfficeWorkplace): void {
  const { user, name, role, stores, database } = workplace
  localStorage.setItem(OFFICE_KEY, JSON.stringify({ user, name, role, stores, database }))
}

/** Forgets the office after a sign-out. Its documents stay on the device. */
export function forgetOfficeWorkplace(): void {
  localStorage.removeItem(OFFICE_KEY)
}

/** Puts the note that this browser is a till back when the browser lost it. To be called before anybody reads it. */
export async function recallTillWorkplace(): Promise<void> {
  if (readTillWorkplace() !== null) return
  const spare = await readTillSpare()
  if (spare) localStorage.setItem(TILL_KEY, JSON.stringify(spare.reply))
}

/** The key pair a till signs its journal with, made before it enrolls; the private key cannot leave the browser. */
export interface SigningKey {
  readonly keyPair: CryptoKeyPair
  /** Base64 of the raw public key (65 bytes): what `POST /api/enroll` wants. */
  readonly publicKey: string
}

/** Makes the till's key. Needs a secure context (https or localhost). */
export async function makeSigningKey(): Promise<SigningKey> {
  const keyPair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ])
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', keyPair.publicKey))
  return { keyPair, publicKey: toBase64(raw) }
}

/**
 * Makes this browser the till that the relay enrolled: its database with the key and the empty journal's head
 * first, the note in localStorage last, so that a till which is noted always has its stores.
 */
export async function saveTillWorkplace(reply: EnrollReply, key: SigningKey): Promise<TillWorkplace> {
  const workplace = tillWorkplaceOf(reply)
  const head = await emptyJournal(workplace.till, workplace.epoch, sha256)
  const database = new LocalDatabase(localDatabaseName(workplace))
  try {
    await database.transaction('rw', database.meta, async () => {
      if (await database.meta.get('head')) return
      await database.meta.bulkPut([
        { key: 'signingKey', value: key.keyPair },
        { key: 'head', value: head },
        { key: 'relayDatabase', value: reply.database },
      ])
    })
  } finally {
    database.close()
  }
  await keepTillSpare({ reply, keyPair: key.keyPair })
  localStorage.setItem(TILL_KEY, JSON.stringify(reply))
  return workplace
}

function tillWorkplaceOf(reply: EnrollReply): TillWorkplace {
  return {
    kind: 'till',
    device: toId<DeviceId>(reply.device),
    till: toId<TillId>(reply.till),
    tillName: reply.tillName,
    tillCode: reply.tillCode,
    store: toId<StoreId>(reply.store),
    storeName: reply.storeName,
    catalog: toId<CatalogId>(reply.catalog),
    epoch: reply.epoch,
    database: reply.database,
  }
}

function readJson(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}
