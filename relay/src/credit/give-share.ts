import {
  accountBalance,
  freeShare,
  givenAfter,
  holderShare,
  type ShareReply,
  type TillId,
  toId,
} from '@evertill/crdt-model'
import type { Device } from '../devices/device.ts'
import type { Shop } from '../shop/read-shop.ts'
import type { Database, Queryable } from '../storage/database.ts'
import { type AccountKey, type KnownAccount, lockAccount, readAccount } from './read-account.ts'

/** What a till asks for, in the currency of its store. */
export interface AskedShare extends AccountKey {
  readonly knows: number
  readonly more: number
}

/** How long other tills are asked for what somebody wanted. Milliseconds. */
const WANTED_FOR = 120_000

/**
 * Gives a till what it asks for of an account, as far as nobody else holds it, and tells how the account stands. What
 * is given is committed before it is told; asked again, because the answer was lost, it gives nothing more. A blocked
 * account gives nothing. SPEC K4, K8.
 */
export function giveShare(
  database: Database,
  { till, epoch }: Pick<Device, 'till' | 'epoch'>,
  asked: AskedShare,
  { shop, now }: { readonly shop: Shop; readonly now: number },
): Promise<ShareReply> {
  return database.transaction(async tx => {
    await lockAccount(tx, asked)
    const known = await readAccount(tx, asked, { till, epoch })
    const mine = known.holders.find(each => each.till === till && each.epoch === epoch)
    const before = mine?.given ?? 0
    const given = known.isBlocked ? before : givenAfter(before, freeShare(known), asked)
    if (given > before) await saveGiven(tx, asked, { till, epoch, given })
    const isShort = !known.isBlocked && given < asked.knows + asked.more
    await saveWant(tx, asked, till, isShort ? now : null)
    return {
      account: asked.account,
      currency: asked.currency,
      given,
      share: (mine ? holderShare(mine) : 0) + given - before,
      upTo: known.upTo,
      balance: accountBalance(known),
      ...(asked.limit !== undefined && { limit: asked.limit }),
      isBlocked: known.isBlocked,
      held: heldElsewhere(known, till, shop),
    }
  })
}

/** The accounts of which a till holds a share that another one wanted just now. */
export async function wantedOf(
  database: Queryable,
  { organisation, till, epoch }: Pick<Device, 'organisation' | 'till' | 'epoch'>,
  now: number,
): Promise<string[]> {
  const rows = await database.query<{ account: string }>(
    `select distinct w.account from account_wants w
      where w.organisation = $1 and w.till <> $2 and w.at > $4
        and (exists (select from account_shares s where s.organisation = w.organisation and s.account = w.account
               and s.currency = w.currency and s.till = $2 and s.epoch = $3)
          or exists (select from account_moves m where m.organisation = w.organisation and m.account = w.account
               and m.currency = w.currency and m.till = $2 and m.epoch = $3))
      order by w.account limit 50`,
    [organisation, till, epoch, now - WANTED_FOR],
  )
  return rows.map(row => row.account)
}

async function saveGiven(
  tx: Queryable,
  { organisation, account, currency }: AccountKey,
  { till, epoch, given }: { readonly till: string; readonly epoch: number; readonly given: number },
): Promise<void> {
  await tx.query(
    `insert into account_shares (organisation, account, currency, till, epoch, given) values ($1, $2, $3, $4, $5, $6)
     on conflict (organisation, account, currency, till, epoch) do update set given = excluded.given`,
    [organisation, account, currency, till, epoch, given],
  )
}

async function saveWant(
  tx: Queryable,
  { organisation, account, currency }: AccountKey,
  till: string,
  at: number | null,
): Promise<void> {
  if (at === null) {
    await tx.query(
      'delete from account_wants where organisation = $1 and account = $2 and currency = $3 and till = $4',
      [organisation, account, currency, till],
    )
    return
  }
  await tx.query(
    `insert into account_wants (organisation, account, currency, till, at) values ($1, $2, $3, $4, $5)
     on conflict (organisation, account, currency, till) do update set at = excluded.at`,
    [organisation, account, currency, till, at],
  )
}

function heldElsewhere({ holders }: KnownAccount, till: TillId, { tills }: Shop): ShareReply['held'] {
  return holders
    .filter(each => each.till !== till && holderShare(each) > 0)
    .map(each => ({
      tillName: tills.get(toId<TillId>(each.till))?.name ?? each.till,
      amount: holderShare(each),
    }))
}
