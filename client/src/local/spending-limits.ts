import {
  ACCOUNT_PERIOD_MS,
  type AccountId,
  type CustomerId,
  creditLeft,
  decodeEntry,
  owedOnAccount,
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
  now: number,
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
    mapOf(customers, id => readCreditLeft(database, id, now)),
    mapOf(accounts, async id => (await readAccountView(database, id)).left),
  ])
  return { creditLeft, spendable }
}

async function mapOf<Id>(ids: Iterable<Id>, read: (id: Id) => Promise<number>): Promise<Map<Id, number>> {
  return new Map(await Promise.all([...ids].map(async id => [id, await read(id)] as const)))
}

/** The kinds of entries that give back what was bought. */
const UNDOING = ['refund', 'void', 'exchange'] as const

/** What a customer may still buy on account, by what this till sold them; in minor units. SPEC E9. */
export async function readCreditLeft(
  database: LocalDatabase,
  customer: CustomerId,
  now: number,
): Promise<number> {
  const row = await database.customers.get(customer)
  if (row === undefined || row.archived) return 0
  const since = now - ACCOUNT_PERIOD_MS
  const [bought, undone] = await Promise.all([
    database.journal
      .where('[customer+at]')
      .between([customer, since], [customer, Number.MAX_SAFE_INTEGER])
      .filter(({ kind }) => kind === 'sale')
      .toArray(),
    // Whose they are stands in the entry alone; they are few.
    database.journal
      .where('[acknowledged+kind]')
      .anyOf(UNDOING.flatMap(kind => [0, 1].map(acknowledged => [acknowledged, kind])))
      .filter(({ at }) => at >= since)
      .toArray(),
  ])
  const events = [...bought, ...undone].flatMap(({ bytes }) => decodeEntry(bytes)?.entry.event ?? [])
  return creditLeft(row.creditLimit, owedOnAccount(customer, events))
}
