import {
  type AccountId,
  type AccountLedger,
  type CurrencyCode,
  type HolderSums,
  houseLedger,
  type OrganisationId,
} from '@evertill/crdt-model'
import type { Queryable } from '../storage/database.ts'

/** One account in one currency. */
export interface AccountKey {
  readonly organisation: OrganisationId
  readonly account: AccountId
  readonly currency: CurrencyCode
  /** Of a house account: the limit in force, null for none. SPEC K10. */
  readonly limit?: number | null
}

/** A till in one of its epochs. */
export interface Holder {
  readonly till: string
  readonly epoch: number
}

/** How an account stands. */
export interface KnownAccount extends AccountLedger {
  readonly holders: readonly (HolderSums & Holder)[]
  readonly isBlocked: boolean
  /** The last entry of the asking till that the rows have; 0 when there is none. */
  readonly upTo: number
}

/** An advisory lock: any constant. One thing at a time is done with an account, over all relays. */
const LOCK = 748_251_930

/** To be called first in a transaction that gives a share of the account or takes something off it. */
export async function lockAccount(
  tx: Queryable,
  { organisation, account, currency }: AccountKey,
): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1, hashtext($2))', [
    LOCK,
    `${organisation} ${account} ${currency}`,
  ])
}

/**
 * The account as it is known now. One statement, so that what a till may spend and the entry up to which that is so are
 * of one moment.
 * @param asking whose journal `upTo` is about
 */
export async function readAccount(
  database: Queryable,
  key: AccountKey,
  asking: Holder | null = null,
): Promise<KnownAccount> {
  const [row] = await database.query<{
    own: number
    charged: number
    is_blocked: boolean
    up_to: number
    holders: KnownAccount['holders']
  }>(
    `with holders as (
       select till, epoch, sum(put)::bigint as put, sum(taken)::bigint as taken, sum(back)::bigint as back,
         sum(given)::bigint as given, sum(released)::bigint as released
       from (
         select till, epoch, case kind when 'put' then amount else 0 end as put,
           case kind when 'take' then amount else 0 end as taken,
           case kind when 'back' then amount else 0 end as back, 0 as given, 0 as released
         from account_moves where organisation = $1 and account = $2 and currency = $3
           and kind in ('put', 'take', 'back')
         union all
         select till, epoch, 0, 0, 0, given, 0 from account_shares
          where organisation = $1 and account = $2 and currency = $3
         union all
         select till, epoch, 0, 0, 0, 0, amount from account_acts
          where organisation = $1 and account = $2 and currency = $3 and kind = 'release'
       ) sums group by till, epoch
     )
     select
       coalesce((select sum(case kind when 'issue' then amount when 'take' then -amount else 0 end)
         from account_acts where organisation = $1 and account = $2 and currency = $3), 0)::bigint as own,
       coalesce((select sum(case kind when 'charge' then amount else -amount end) from account_moves
         where organisation = $1 and account = $2 and currency = $3 and kind in ('charge', 'uncharge')), 0)::bigint
         as charged,
       coalesce((select kind = 'block' from account_acts where organisation = $1 and account = $2 and currency = $3
         and kind in ('block', 'unblock') order by seq desc limit 1), false) as is_blocked,
       coalesce((select max(number) from journal_entries where organisation = $1 and till = $4 and epoch = $5), 0)
         as up_to,
       coalesce((select jsonb_agg(to_jsonb(holders) order by till, epoch) from holders), '[]') as holders`,
    [key.organisation, key.account, key.currency, asking?.till ?? '', asking?.epoch ?? 0],
  )
  const ledger: AccountLedger & Pick<KnownAccount, 'holders'> = {
    own: row?.own ?? 0,
    holders: row?.holders ?? [],
  }
  return {
    ...houseLedger(ledger, key.limit ?? null, row?.charged ?? 0),
    holders: ledger.holders,
    isBlocked: row?.is_blocked ?? false,
    upTo: row?.up_to ?? 0,
  }
}
