import type { Database, Queryable } from '../storage/database.ts'
import { sha256 } from './sha256.ts'

/** What one kind of attempt may cost an attacker: `free` tries, then a delay that doubles with each. */
export interface AttemptLimit {
  readonly free: number
  readonly longestSeconds: number
}

export const LIMITS = {
  /** Short longest delay: whoever knows an owner's address must not be able to lock the owner out for long. */
  account: { free: 5, longestSeconds: 300 },
  address: { free: 20, longestSeconds: 900 },
  enrollment: { free: 10, longestSeconds: 900 },
  /** Codes of the second step: three of a million are good at any time, so 900 s keep a guess at one in 3,000 a day. */
  secondStep: { free: 5, longestSeconds: 900 },
  /** Password and code of somebody who is signed in already. */
  proof: { free: 5, longestSeconds: 300 },
  /** One-time links, by address. */
  reset: { free: 10, longestSeconds: 900 },
  /** Receipts that nobody has, by address: a customer looks again while the till has not told of the sale. */
  receipt: { free: 40, longestSeconds: 300 },
} as const satisfies Record<string, AttemptLimit>

/** One thing that is limited: an account, or the address that asks. */
export interface AttemptKey {
  readonly limit: keyof typeof LIMITS
  readonly name: string
}

/** After this time without a failure the count starts again. */
const FORGET_MS = 24 * 3600 * 1000

export type AttemptStart = { readonly kind: 'go' } | { readonly kind: 'wait'; readonly seconds: number }

export interface AttemptLimits {
  /**
   * Counts the try as failed before it is made, so that many at once cannot slip through; `succeeded` takes it
   * back. A try that must wait is not counted.
   */
  start(keys: readonly AttemptKey[]): Promise<AttemptStart>
  /** Forgets the failures of `forget` and takes this one try back from the others. */
  succeeded(keys: readonly AttemptKey[], forget: readonly AttemptKey['limit'][]): Promise<void>
  deleteOld(): Promise<void>
}

export function createAttemptLimits(database: Database, now: () => number): AttemptLimits {
  return {
    start: keys => database.transaction(tx => start(tx, sorted(keys), now)),
    succeeded: (keys, forget) =>
      database.transaction(async tx => {
        for (const key of sorted(keys)) {
          if (forget.includes(key.limit))
            await tx.query('delete from attempts where key_hash = $1', [hashOf(key)])
          else await takeBack(tx, key)
        }
      }),
    async deleteOld() {
      await database.query('delete from attempts where last_failure_at < $1', [new Date(now() - FORGET_MS)])
    },
  }
}

interface AttemptRow {
  readonly failures: number
  readonly blocked_until: Date
  readonly last_failure_at: Date
}

async function start(tx: Queryable, keys: readonly AttemptKey[], clock: () => number): Promise<AttemptStart> {
  const rows: { key: AttemptKey; row: AttemptRow }[] = []
  for (const key of keys) rows.push({ key, row: await lockRow(tx, key) })
  // Read once the rows are ours: waiting for them took time.
  const now = clock()
  const wait = Math.max(...rows.map(({ row }) => row.blocked_until.getTime() - now))
  if (wait > 0) return { kind: 'wait', seconds: Math.ceil(wait / 1000) }
  for (const { key, row } of rows) {
    const isForgotten = now - row.last_failure_at.getTime() > FORGET_MS
    const failures = (isForgotten ? 0 : row.failures) + 1
    const delay = delayAfter(LIMITS[key.limit], failures)
    await tx.query(
      'update attempts set failures = $2, blocked_until = $3, last_failure_at = $4 where key_hash = $1',
      [hashOf(key), failures, delay > 0 ? new Date(now + delay) : NEVER, new Date(now)],
    )
  }
  return { kind: 'go' }
}

/** Stands for "not blocked": before any clock, whichever relay reads it. */
const NEVER = new Date(0)

async function lockRow(tx: Queryable, key: AttemptKey): Promise<AttemptRow> {
  await tx.query(
    'insert into attempts (key_hash, failures, blocked_until, last_failure_at) values ($1, 0, $2, $2) on conflict do nothing',
    [hashOf(key), NEVER],
  )
  const [row] = await tx.query<AttemptRow>(
    'select failures, blocked_until, last_failure_at from attempts where key_hash = $1 for update',
    [hashOf(key)],
  )
  // Somebody who succeeded may have deleted it between the two statements.
  return row ?? lockRow(tx, key)
}

async function takeBack(tx: Queryable, key: AttemptKey): Promise<void> {
  await tx.query(
    'update attempts set failures = greatest(failures - 1, 0), blocked_until = $2 where key_hash = $1',
    [hashOf(key), NEVER],
  )
}

/** Milliseconds to wait after that many failures: none for the free ones, then 1 s, 2 s, 4 s … */
export function delayAfter(limit: AttemptLimit, failures: number): number {
  if (failures < limit.free) return 0
  return Math.min(2 ** (failures - limit.free), limit.longestSeconds) * 1000
}

/** Rows are always locked in one order, so that two tries cannot wait for each other. */
function sorted(keys: readonly AttemptKey[]): AttemptKey[] {
  return [...keys].sort((a, b) => (fullName(a) < fullName(b) ? -1 : 1))
}

function fullName(key: AttemptKey): string {
  return `${key.limit}:${key.name}`
}

function hashOf(key: AttemptKey): Uint8Array {
  return sha256(fullName(key))
}
