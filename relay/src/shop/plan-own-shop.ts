import {
  type CatalogId,
  type OrganisationId,
  type PersonId,
  parseCurrency,
  type ReplicaId,
  type SetupRequest,
  type StoreId,
  type TaxClassId,
  type TillId,
  type UserId,
} from '@evertill/crdt-model'
import { hashPassword } from '../auth/password.ts'
import { makePinVerifier } from '../auth/pin-verifier.ts'
import { randomId } from '../auth/random-id.ts'
import { Problem } from '../http/problem.ts'
import type { SetUpPlan } from './set-up-plan.ts'

type OwnShop = Extract<SetupRequest, { kind: 'own' }>

/**
 * The plan for a shop with one store, one till and one cashier.
 * @throws `Problem` bad-request with the field when the currency or the time zone is not one we know.
 */
export async function planOwnShop(
  organisation: OrganisationId,
  request: OwnShop,
  now: number,
  pinRounds?: number,
): Promise<SetUpPlan> {
  const { owner, store, till, cashier } = request
  const currency = parseCurrency(store.currency)
  if (currency === undefined) {
    throw new Problem('bad-request', 'no such currency', { fields: { 'store.currency': 'not-supported' } })
  }
  if (!isTimeZone(store.timeZone)) {
    throw new Problem('bad-request', 'no such time zone', { fields: { 'store.timeZone': 'not-supported' } })
  }
  const [passwordHash, pin] = await Promise.all([
    hashPassword(owner.password),
    makePinVerifier(cashier.pin, pinRounds),
  ])
  return {
    kind: 'own',
    organisation: { id: organisation, name: store.name },
    replica: randomId<ReplicaId>(),
    at: Math.floor(now / 1000),
    users: [{ id: randomId<UserId>(), email: owner.email, name: owner.name, role: 'owner', passwordHash }],
    stores: [
      {
        id: randomId<StoreId>(),
        name: store.name,
        catalog: { id: randomId<CatalogId>(), name: store.name },
        currency,
        timeZone: store.timeZone,
        // Where tax is added to prices it is worked out on the sum; where prices include it, line by line.
        taxRounding: store.tax.included ? 'per-line' : 'per-document',
        address: [],
        receiptFooter: '',
        taxClasses: [{ id: randomId<TaxClassId>(), name: store.tax.name, rates: [store.tax] }],
        tills: [{ id: randomId<TillId>(), name: till.name }],
        // Nobody else is there to allow what a cashier may not do alone.
        cashiers: [{ id: randomId<PersonId>(), name: cashier.name, pin, role: 'manager' }],
        goods: null,
      },
    ],
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
