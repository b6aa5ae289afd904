import {
  type CreditAct,
  type CreditActReply,
  type CreditImportReply,
  type CreditImportRequest,
  type CurrencyCode,
  freeShare,
  holderShare,
} from '@evertill/crdt-model'
import type { User } from '../auth/user.ts'
import type { Database, Queryable } from '../storage/database.ts'
import { type AccountKey, type KnownAccount, lockAccount, readAccount } from './read-account.ts'

type ActingUser = Pick<User, 'id' | 'name' | 'organisation'>

/**
 * Does with an account what a person asked for: once for each id. What is taken off is what nobody holds; more is
 * refused, and nothing is done. SPEC K7, K8.
 */
export function recordAct(
  database: Database,
  user: ActingUser,
  act: CreditAct,
  key: AccountKey,
  now: number,
): Promise<CreditActReply['outcome']> {
  return database.transaction(async tx => {
    await lockAccount(tx, key)
    const [before] = await tx.query('select from account_acts where organisation = $1 and id = $2', [
      user.organisation,
      act.id,
    ])
    if (before !== undefined) return 'done'
    const known = await readAccount(tx, key)
    if (act.kind === 'take' && act.amount > freeShare(known)) return 'too-much'
    const amount = amountOf(act, known)
    await tx.query(
      `insert into account_acts (organisation, id, account, currency, kind, amount, till, epoch, by_user, by_name,
         reason, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        user.organisation,
        act.id,
        key.account,
        key.currency,
        act.kind,
        amount,
        act.kind === 'release' ? act.till : null,
        act.kind === 'release' ? act.epoch : null,
        user.id,
        user.name,
        act.reason,
        now,
      ],
    )
    return 'done'
  })
}

/** Brings cards from elsewhere: each account once, however often its file comes. */
export async function importAccounts(
  database: Database,
  user: ActingUser,
  { currency, accounts }: Pick<CreditImportRequest, 'accounts'> & { readonly currency: CurrencyCode },
  { now, reason }: { readonly now: number; readonly reason: string },
): Promise<CreditImportReply> {
  const rows = accounts.map(({ account, amount }) => ({
    id: `import ${currency} ${account}`,
    account,
    amount,
  }))
  const added = await insertImported(database, user, { currency, json: JSON.stringify(rows), now, reason })
  return { added, known: accounts.length - added }
}

async function insertImported(
  database: Queryable,
  user: ActingUser,
  {
    currency,
    json,
    now,
    reason,
  }: {
    readonly currency: string
    readonly json: string
    readonly now: number
    readonly reason: string
  },
): Promise<number> {
  const inserted = await database.query(
    `insert into account_acts (organisation, id, account, currency, kind, amount, by_user, by_name, reason, at)
     select $1, r.id, r.account, $2, 'issue', r.amount, $3, $4, $5, $6
       from jsonb_to_recordset($7::jsonb) as r(id text, account text, amount bigint)
     on conflict do nothing returning id`,
    [user.organisation, currency, user.id, user.name, reason, now, json],
  )
  return inserted.length
}

function amountOf(act: CreditAct, known: KnownAccount): number {
  switch (act.kind) {
    case 'issue':
    case 'take':
      return act.amount
    case 'release': {
      const holder = known.holders.find(each => each.till === act.till && each.epoch === act.epoch)
      return holder ? Math.max(0, holderShare(holder)) : 0
    }
    case 'block':
    case 'unblock':
      return 0
  }
}
