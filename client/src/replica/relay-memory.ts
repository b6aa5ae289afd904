import type { LocalDatabase } from '../local/database.ts'
import type { RelayHello } from './device-socket.ts'

/** How the relay's database compares with the one that acknowledged what this device counts as safe. */
export type RelayMemory =
  /** The same, and it has all it said it had. */
  | 'same'
  /** Never met before: nothing of it is remembered. */
  | 'new'
  /** Another one, or set back: a restored backup, a database that was lost and filled again. */
  | 'forgot'

export function compareWithMemory(
  known: {
    readonly database: string | undefined
    readonly incarnation: string | undefined
    readonly through: number
  },
  hello: RelayHello,
): RelayMemory {
  if (known.database !== undefined && known.database !== hello.database) return 'forgot'
  if (hello.through < known.through) return 'forgot'
  if (known.incarnation === undefined) return 'new'
  return known.incarnation === hello.incarnation ? 'same' : 'forgot'
}

/**
 * Called with each hello. When the relay forgot, `offerAgain` runs before the new database is noted: cut off in
 * between, the next hello finds the same.
 */
export async function meetRelay(
  database: LocalDatabase,
  hello: RelayHello,
  offerAgain: () => Promise<void>,
): Promise<RelayMemory> {
  const [id, incarnation, through] = await database.meta.bulkGet([
    'relayDatabase',
    'relayIncarnation',
    'acknowledgedThrough',
  ])
  const memory = compareWithMemory(
    {
      database: id?.key === 'relayDatabase' ? id.value : undefined,
      incarnation: incarnation?.key === 'relayIncarnation' ? incarnation.value : undefined,
      through: through?.key === 'acknowledgedThrough' ? through.value : 0,
    },
    hello,
  )
  if (memory === 'same') return memory
  if (memory === 'forgot') await offerAgain()
  await database.meta.bulkPut([
    { key: 'relayDatabase', value: hello.database },
    { key: 'relayIncarnation', value: hello.incarnation },
  ])
  return memory
}
