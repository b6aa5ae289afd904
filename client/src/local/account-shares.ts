import {
  type AccountId,
  accountMoves,
  accountOfTender,
  accountOwner,
  balanceChange,
  decodeEntry,
  lendable,
  lentUnder,
  limitInForce,
  type NumberedEvent,
  type PayingSale,
  shareLeft,
} from '@evertill/crdt-model'
import type { LocalDatabase, ShareRow } from './database.ts'

/** What a till knows of an account. Minor units. */
export interface AccountView {
  readonly account: AccountId
  /** What this till holds of it. SPEC K3. */
  readonly share: number
  /** What may be spent here now, whether or not the relay can be reached: its share, of an account that is not blocked. */
  readonly left: number
  /** What is on it by what was told last and was done here since; null when nothing was ever told. */
  readonly balance: number | null
  /** Of a house account: what is under the room. SPEC K10. */
  readonly lending?: Lending
  readonly isBlocked: boolean
  readonly held: ShareRow['held']
  /** When the relay told it; null when it never did. */
  readonly toldAt: number | null
}

/** What a customer may owe and owes, as far as it is known here. Minor units. */
export interface Lending {
  /** By their record as this till has it; null where they buy nothing on account. */
  readonly limit: number | null
  /** Below 0 they paid ahead; null when nothing was ever told. */
  readonly lent: number | null
}

/** What this till knows of an account, from its own database. */
export async function readAccountView(database: LocalDatabase, account: AccountId): Promise<AccountView> {
  const [told, own, limit] = await Promise.all([
    database.shares.get(account),
    readOwnEvents(database, account),
    readLimit(database, account),
  ])
  const share = shareLeft(account, told, own)
  const balance = told ? told.balance + sinceTold(account, told, own) : null
  const lent = told && balance !== null ? lentUnder(told.limit ?? null, balance) : null
  const lending = limit === undefined ? undefined : { limit, lent }
  const usable = lending ? lendable({ share, ...lending }) : share
  return {
    account,
    share,
    left: told?.isBlocked ? 0 : usable,
    balance: balance === null ? null : Math.max(0, balance),
    ...(lending && { lending }),
    isBlocked: told?.isBlocked ?? false,
    held: told?.held ?? [],
    toldAt: told?.at ?? null,
  }
}

/**
 * What a void may take back of what it put on an account: what is still held here, whatever a customer's limit says by
 * now, for nothing is lent by it. Minor units. SPEC K3, K8.
 */
export function undoable({ share, isBlocked }: Pick<AccountView, 'share' | 'isBlocked'>): number {
  return isBlocked ? 0 : share
}

/** The limit that a house account is under, by the record as it is here; undefined of any other account. */
async function readLimit(database: LocalDatabase, account: AccountId): Promise<number | null | undefined> {
  const owner = accountOwner(account)
  if (owner?.kind !== 'house') return undefined
  const row = await database.customers.get(owner.customer)
  return row === undefined ? null : limitInForce(row)
}

/** The accounts that a sale moves money on. Most have none. */
export function accountsIn({ lines, tenders }: Pick<PayingSale, 'lines' | 'tenders'>): AccountId[] {
  const put = lines.flatMap(({ account }) => account ?? [])
  const taken = tenders.flatMap(tender => accountOfTender(tender) ?? [])
  return [...new Set([...put, ...taken])]
}

/**
 * What is on accounts, of those of which it is known here; nothing yet on one that nobody has heard of. Of a house
 * account it is what they owe, below 0: the limit is nobody's money.
 */
export async function readBalances(
  database: LocalDatabase,
  accounts: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, number>> {
  const views = await Promise.all(accounts.map(account => readAccountView(database, account)))
  return new Map(
    views.flatMap(({ account, balance, lending }) => {
      const owed = lending?.lent ?? null
      const known = lending === undefined ? balance : owed === null ? null : -owed
      return known === null ? [] : [[account, known]]
    }),
  )
}

/** What the relay does not know yet of what was done here. */
function sinceTold(
  account: AccountId,
  { upTo }: Pick<ShareRow, 'upTo'>,
  own: readonly NumberedEvent[],
): number {
  let sum = 0
  for (const { event } of own.filter(({ number }) => number > upTo)) {
    for (const move of accountMoves(event)) if (move.account === account) sum += balanceChange(move)
  }
  return sum
}

/** This till's entries about the account, of the epoch that it is in. */
async function readOwnEvents(database: LocalDatabase, account: AccountId): Promise<NumberedEvent[]> {
  const [head, rows] = await Promise.all([
    database.meta.get('head'),
    database.journal.where('accounts').equals(account).toArray(),
  ])
  const epoch = head?.key === 'head' ? head.value.epoch : undefined
  return rows.flatMap(row => {
    const event = row.epoch === epoch ? decodeEntry(row.bytes)?.entry.event : undefined
    return event ? [{ number: row.number, event }] : []
  })
}
