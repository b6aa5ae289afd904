import type { AccountId, PayingSale } from '@evertill/crdt-model'

/** Minor units that the sale takes of an account already. */
export function takenBefore(
  { tenders }: Pick<PayingSale, 'tenders'>,
  account: AccountId | null | undefined,
): number {
  return tenders.reduce(
    (sum, each) => sum + ('account' in each && each.account === account ? each.amount : 0),
    0,
  )
}
