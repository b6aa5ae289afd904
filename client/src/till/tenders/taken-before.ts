import { type AccountId, accountOfTender, type PayingSale } from '@evertill/crdt-model'

/** Minor units that the sale takes of an account already. */
export function takenBefore(
  { tenders }: Pick<PayingSale, 'tenders'>,
  account: AccountId | null | undefined,
): number {
  if (account === null || account === undefined) return 0
  return tenders.reduce((sum, each) => sum + (accountOfTender(each) === account ? each.amount : 0), 0)
}
