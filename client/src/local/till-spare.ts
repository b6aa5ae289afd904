import { type EnrollReply, enrollReply } from '@evertill/crdt-model'
import * as v from 'valibot'
import { askObjectStore, openObjectStore } from './object-store.ts'

/**
 * The spare of what makes a browser a till: who it is and its signing key, kept apart from everything that is written
 * often. Chromium empties all databases of an origin when the log of one is damaged (see `renew-database-log.ts`), so
 * there the spare is in a storage bucket of its own, which has files of its own that are written once, at enrollment.
 * Other browsers have a file for each database.
 */
export interface TillSpare {
  readonly reply: EnrollReply
  readonly keyPair: CryptoKeyPair
}

const NAME = 'evertill-identity'
const STORE = 'spare'
const KEY = 'till'

/** Keeps the spare, in place of any before it. A browser that cannot keep one is a till all the same. */
export async function keepTillSpare(spare: TillSpare): Promise<void> {
  try {
    await request('readwrite', store => store.put(spare, KEY))
  } catch {
    // Without a spare an emptied browser must be enrolled again, as the screen then says.
  }
}

/** The spare, or null when there is none. */
export async function readTillSpare(): Promise<TillSpare | null> {
  try {
    return checked(await request('readonly', store => store.get(KEY)))
  } catch {
    return null
  }
}

function checked(value: unknown): TillSpare | null {
  if (typeof value !== 'object' || value === null || !('reply' in value) || !('keyPair' in value)) return null
  const reply = v.safeParse(enrollReply, value.reply)
  return reply.success ? { reply: reply.output, keyPair: value.keyPair as CryptoKeyPair } : null
}

/** The part of the Storage Buckets API that is used; not in the type library yet. */
interface BucketNavigator {
  readonly storageBuckets?: {
    open(
      name: string,
      options: { readonly persisted: boolean; readonly durability: 'strict' },
    ): Promise<{ readonly indexedDB: IDBFactory }>
  }
}

async function databases(): Promise<IDBFactory> {
  const { storageBuckets } = navigator as BucketNavigator
  if (!storageBuckets) return indexedDB
  const bucket = await storageBuckets.open(NAME, { persisted: true, durability: 'strict' })
  return bucket.indexedDB
}

async function request<Result>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await openObjectStore(await databases(), NAME, STORE)
  try {
    return (await askObjectStore(database, STORE, { mode, durability: 'strict' }, ask)).result
  } finally {
    database.close()
  }
}
