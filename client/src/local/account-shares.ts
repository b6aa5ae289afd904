import {
  type AccountId,
  accountMoves,
  decodeEntry,
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
  readonly isBlocked: boolean
  readonly held: ShareRow['held']
  /** When the relay told it; null when it never did. */
  readonly toldAt: number | null
}

/** What this till knows of an account, from its own database. */
export async function readAccountView(database: LocalDatabase, account: AccountId): Promise<AccountView> {
  const [told, own] = await Promise.all([database.shares.get(account), readOwnEvents(database, account)])
  const share = shareLeft(account, told, own)
  return {
    account,
    share,
    left: told?.isBlocked ? 0 : share,
    balance: told ? Math.max(0, told.balance + sinceTold(account, told, own)) : null,
    isBlocked: told?.isBlocked ?? false,
    held: told?.held ?? [],
    toldAt: told?.at ?? null,
  }
}

/** The accounts that a sale moves money on. Most have none. */
export function accountsIn({ lines, tenders }: Pick<PayingSale, 'lines' | 'tenders'>): AccountId[] {
  const all = [...lines, ...tenders].flatMap(each =>
    'account' in each && each.account ? [each.account] : [],
  )
  return [...new Set(all)]
}

/** What is on accounts, of those of which it is known here; nothing yet on one that nobody has heard of. */
export async function readBalances(
  database: LocalDatabase,
  accounts: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, number>> {
  const views = await Promise.all(accounts.map(account => readAccountView(database, account)))
  return new Map(views.flatMap(({ account, balance }) => (balance === null ? [] : [[account, balance]])))
}

/** What the relay does not know yet of what was done here. */
function sinceTold(
  account: AccountId,
  { upTo }: Pick<ShareRow, 'upTo'>,
  own: readonly NumberedEvent[],
): number {
  let sum = 0
  for (const { event } of own.filter(({ number }) => number > upTo)) {
    for (const { account: of, kind, amount } of accountMoves(event)) {
      if (of === account && kind !== 'back') sum += kind === 'put' ? amount : -amount
    }
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
