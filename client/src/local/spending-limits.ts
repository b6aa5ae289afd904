import {
  type AccountId,
  type CustomerId,
  houseAccount,
  type PayingSale,
  type TenderRules,
} from '@evertill/crdt-model'
import { readAccountView } from './account-shares.ts'
import type { LocalDatabase } from './database.ts'

/** What may be spent of accounts: the part of the rules for tenders that changes with every sale. SPEC E2. */
export type SpendingLimits = Pick<TenderRules, 'creditLeft' | 'spendable'>

/** What a sale's tenders may take of the accounts they name. Screen and worker use this one function. SPEC L13. */
export async function readSpendingLimits(
  database: LocalDatabase,
  { tenders }: Pick<PayingSale, 'tenders'>,
): Promise<SpendingLimits> {
  const customers = new Set<CustomerId>()
  const accounts = new Set<AccountId>()
  for (const tender of tenders) {
    if (tender.kind === 'on-account') customers.add(tender.customer)
    if (tender.kind === 'gift-card' || tender.kind === 'store-credit') accounts.add(tender.account)
  }
  // Nearly every sale is paid without an account, and waits for nothing.
  if (customers.size + accounts.size === 0) return {}
  const [creditLeft, spendable] = await Promise.all([
    mapOf(customers, id => readLendable(database, id)),
    mapOf(accounts, async id => (await readAccountView(database, id)).left),
  ])
  return { creditLeft, spendable }
}

async function mapOf<Id>(ids: Iterable<Id>, read: (id: Id) => Promise<number>): Promise<Map<Id, number>> {
  return new Map(await Promise.all([...ids].map(async id => [id, await read(id)] as const)))
}

/** What a customer may buy on account at this till now, in minor units. SPEC K13. */
async function readLendable(database: LocalDatabase, customer: CustomerId): Promise<number> {
  const account = houseAccount(customer)
  return account === undefined ? 0 : (await readAccountView(database, account)).left
}
