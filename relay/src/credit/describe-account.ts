import {
  accountBalance,
  type CreditAccountReply,
  freeShare,
  holderShare,
  receiptNumber,
  type TillId,
  toId,
} from '@evertill/crdt-model'
import type { Shop } from '../shop/read-shop.ts'
import type { Queryable } from '../storage/database.ts'
import { type AccountKey, readAccount } from './read-account.ts'

/** The newest of what became of an account that are told. */
const MOST_TOLD = 200

interface HistoryRow {
  readonly at: number
  readonly kind: CreditAccountReply['history'][number]['kind']
  readonly amount: number
  readonly till: string | null
  readonly code: string | null
  readonly epoch: number | null
  readonly number: number | null
  readonly by: string | null
  readonly reason: string
}

/** One account with who holds what of it and what became of it. */
export async function describeAccount(
  database: Queryable,
  key: AccountKey,
  shop: Shop,
): Promise<CreditAccountReply> {
  const [known, devices, history] = await Promise.all([
    readAccount(database, key),
    readHolders(database, key),
    readHistory(database, key),
  ])
  const shares = known.holders.filter(holder => holderShare(holder) !== 0)
  const nameOf = (till: string) => shop.tills.get(toId<TillId>(till))?.name ?? till
  return {
    account: key.account,
    currency: key.currency,
    balance: accountBalance(known),
    ...(key.limit !== undefined && { limit: key.limit }),
    held: shares.reduce((sum, holder) => sum + Math.max(0, holderShare(holder)), 0),
    free: freeShare(known),
    isBlocked: known.isBlocked,
    lastAt: history[0]?.at ?? 0,
    shares: shares.map(holder => {
      const device = devices.find(each => each.till === holder.till && each.epoch === holder.epoch)
      return {
        till: holder.till,
        epoch: holder.epoch,
        tillName: nameOf(holder.till),
        share: holderShare(holder),
        seenAt: device?.seenAt?.getTime() ?? null,
        isRevoked: device?.revoked ?? true,
      }
    }),
    history: history.map(({ till, code, epoch, number, ...row }) => ({
      ...row,
      tillName: till && nameOf(till),
      receipt: code !== null && epoch !== null && number !== null ? receiptNumber(code, epoch, number) : null,
    })),
  }
}

function readHolders(
  database: Queryable,
  { organisation, account, currency }: AccountKey,
): Promise<
  {
    readonly till: string
    readonly epoch: number
    readonly seenAt: Date | null
    readonly revoked: boolean
  }[]
> {
  return database.query(
    `select till, epoch, last_seen_at as "seenAt", revoked_at is not null as revoked from devices
      where organisation = $1 and (till, epoch) in (
        select till, epoch from account_moves where organisation = $1 and account = $2 and currency = $3
        union select till, epoch from account_shares where organisation = $1 and account = $2 and currency = $3)`,
    [organisation, account, currency],
  )
}

function readHistory(
  database: Queryable,
  { organisation, account, currency }: AccountKey,
): Promise<HistoryRow[]> {
  return database.query<HistoryRow>(
    `select m.at, m.kind, m.amount, m.till, coalesce(e.code, '') as code, m.epoch, m.number, null as by, '' as reason
       from account_moves m left join till_epochs e on e.till = m.till
      where m.organisation = $1 and m.account = $2 and m.currency = $3
     union all
     select at, case kind when 'take' then 'take-off' else kind end, amount, till, null, null, null, by_name, reason
       from account_acts where organisation = $1 and account = $2 and currency = $3
     order by at desc limit ${MOST_TOLD}`,
    [organisation, account, currency],
  )
}
