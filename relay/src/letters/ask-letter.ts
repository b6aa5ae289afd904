import type { LetterState, ReceiptLetterReply, receiptLetterRequest } from '@evertill/crdt-model'
import type * as v from 'valibot'
import { sha256 } from '../auth/sha256.ts'
import type { Device } from '../devices/device.ts'
import { linkHashOf } from '../receipts/link-hash.ts'
import type { Queryable } from '../storage/database.ts'
import type { ShopDatabase } from '../storage/shop-database.ts'

const HOUR_MS = 3600 * 1000
/** Letters of a till in an hour, and to an address in a day: what a shop needs, and no more to whoever took a till. */
export const MOST_OF_TILL = 200
export const MOST_TO_ADDRESS = 10
const KEPT_MS = 30 * 24 * HOUR_MS

type Asked = v.InferOutput<typeof receiptLetterRequest>

/** In which the letter is, or that there were too many. */
export type AskedLetter = ReceiptLetterReply | 'too-many'

/**
 * Writes a letter down to be sent: one for a receipt and an address. Asked again it says how that letter fares, unless
 * a person asked once more since. SPEC RL4.
 * @param origin what the link in it begins with
 */
export async function askLetter(
  database: ShopDatabase,
  device: Pick<Device, 'till'>,
  asked: Asked,
  { origin, now }: { readonly origin: string; readonly now: number },
): Promise<AskedLetter> {
  const linkHash = linkHashOf(asked.token)
  const id = hexOf(`${linkHash} ${asked.address}`)
  return database.transaction(async tx => {
    const { organisation } = tx
    const [before] = await tx.query<{ state: LetterState; since: number; asked: number }>(
      'select state, since, asked from receipt_letters where organisation = $1 and id = $2 for update',
      [organisation, id],
    )
    if (before !== undefined && (isOnItsWay(before.state) || asked.asking <= before.asked)) {
      return { state: before.state, since: before.since }
    }
    const addressHash = hexOf(asked.address)
    if (await isTooMany(tx, { organisation, till: device.till, addressHash, now })) return 'too-many'
    await tx.query(
      `insert into receipt_letters (organisation, id, link_hash, address_hash, till, address, token, origin, language,
         state, asked, asked_at, since, next_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', $10, $11, $11, $11)
       on conflict (organisation, id) do update set till = excluded.till, address = excluded.address,
         token = excluded.token, origin = excluded.origin, language = excluded.language, state = 'waiting',
         asked = excluded.asked, attempts = 0, asked_at = excluded.asked_at, since = excluded.since,
         next_at = excluded.next_at
       where receipt_letters.asked < excluded.asked`,
      [
        ...[organisation, id, linkHash, addressHash, device.till, asked.address, asked.token, origin],
        ...[asked.language, asked.asking, now],
      ],
    )
    return { state: 'waiting', since: now }
  })
}

/** Forgets letters of long ago; of those the address is forgotten already. SPEC RL6. */
export async function forgetOldLetters(database: ShopDatabase, now: number): Promise<void> {
  await database.query('delete from receipt_letters where organisation = $1 and asked_at < $2', [
    database.organisation,
    now - KEPT_MS,
  ])
}

function isOnItsWay(state: LetterState): boolean {
  return state === 'waiting' || state === 'sending'
}

/** A letter that was asked for again counts each time: however it fares, no more are sent than were asked for. */
async function isTooMany(
  tx: Queryable,
  about: {
    readonly organisation: string
    readonly till: string
    readonly addressHash: string
    readonly now: number
  },
): Promise<boolean> {
  const { organisation, till, addressHash, now } = about
  const [row] = await tx.query<{ of_till: number; to_address: number }>(
    `select coalesce(sum(asked) filter (where till = $2 and asked_at > $4), 0) as of_till,
       coalesce(sum(asked) filter (where address_hash = $3), 0) as to_address
     from receipt_letters where organisation = $1 and asked_at > $5`,
    [organisation, till, addressHash, now - HOUR_MS, now - 24 * HOUR_MS],
  )
  return (row?.of_till ?? 0) >= MOST_OF_TILL || (row?.to_address ?? 0) >= MOST_TO_ADDRESS
}

function hexOf(text: string): string {
  return Buffer.from(sha256(text)).toString('hex')
}
