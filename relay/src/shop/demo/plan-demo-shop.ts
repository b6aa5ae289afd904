import { type OrganisationId, parseCurrency, type ReplicaId, toId, type UserId } from '@evertill/crdt-model'
import { hashPassword } from '../../auth/password.ts'
import { makePinVerifier } from '../../auth/pin-verifier.ts'
import { randomId } from '../../auth/random-id.ts'
import type { PlannedStore, SetUpPlan } from '../set-up-plan.ts'
import { DEMO_SIGN_INS } from './demo-sign-ins.ts'

/** The plan for the demo shop: a gift shop in London and a liquor store in Des Moines, each with two tills. */
export async function planDemoShop(
  organisation: OrganisationId,
  now: number,
  pinRounds?: number,
): Promise<SetUpPlan> {
  const [ownerHash, managerHash, gifts, liquor] = await Promise.all([
    hashPassword(DEMO_SIGN_INS.password),
    hashPassword(DEMO_SIGN_INS.managerPassword),
    planGifts(pinRounds),
    planLiquor(pinRounds),
  ])
  return {
    kind: 'demo',
    organisation: { id: organisation, name: 'Evertill demo shop' },
    replica: randomId<ReplicaId>(),
    at: Math.floor(now / 1000),
    users: [
      {
        id: randomId<UserId>(),
        email: DEMO_SIGN_INS.email,
        name: 'Olivia Bennett',
        role: 'owner',
        passwordHash: ownerHash,
      },
      {
        id: randomId<UserId>(),
        email: DEMO_SIGN_INS.managerEmail,
        name: 'Marcus Reed',
        role: 'manager',
        passwordHash: managerHash,
      },
    ],
    stores: [gifts, liquor],
  }
}

async function planGifts(pinRounds: number | undefined): Promise<PlannedStore> {
  const name = 'Lantern & Lace'
  return {
    id: toId('lantern-lace'),
    name,
    catalog: { id: toId('gifts'), name: 'Gifts' },
    currency: currency('GBP'),
    timeZone: 'Europe/London',
    taxRounding: 'per-line',
    address: ['14 Columbia Road', 'London E2 7RG'],
    receiptFooter: 'Thank you for shopping at Lantern & Lace.',
    taxClasses: [
      {
        id: toId('gifts-standard'),
        name: 'Standard rate',
        rates: [{ name: 'VAT', rateMillionths: 200_000, included: true }],
      },
      {
        id: toId('gifts-zero'),
        name: 'Zero rate (books)',
        rates: [{ name: 'VAT', rateMillionths: 0, included: true }],
      },
    ],
    tills: [
      { id: toId('G1'), name: 'Gifts till 1' },
      { id: toId('G2'), name: 'Gifts till 2' },
    ],
    cashiers: await planCashiers(name, 'gifts', pinRounds),
    goods: 'gifts',
  }
}

async function planLiquor(pinRounds: number | undefined): Promise<PlannedStore> {
  const name = 'Hawkeye Spirits'
  return {
    id: toId('hawkeye-spirits'),
    name,
    catalog: { id: toId('liquor'), name: 'Liquor' },
    currency: currency('USD'),
    timeZone: 'America/Chicago',
    taxRounding: 'per-document',
    address: ['2110 Ingersoll Avenue', 'Des Moines, IA 50312'],
    receiptFooter: 'Please drink responsibly. 21 and over.',
    taxClasses: [
      {
        id: toId('liquor-standard'),
        name: 'Sales tax',
        rates: [{ name: 'Sales tax', rateMillionths: 70_000, included: false }],
      },
    ],
    tills: [
      { id: toId('L1'), name: 'Liquor till 1' },
      { id: toId('L2'), name: 'Liquor till 2' },
    ],
    cashiers: await planCashiers(name, 'liquor', pinRounds),
    goods: 'liquor',
  }
}

function planCashiers(
  store: string,
  prefix: string,
  pinRounds: number | undefined,
): Promise<PlannedStore['cashiers']> {
  const own = DEMO_SIGN_INS.cashiers.filter(cashier => cashier.store === store)
  return Promise.all(
    own.map(async ({ name, pin, role }) => ({
      id: toId<PlannedStore['cashiers'][number]['id']>(`${prefix}-${name.toLowerCase()}`),
      name,
      pin: await makePinVerifier(pin, pinRounds),
      role,
    })),
  )
}

function currency(code: string): PlannedStore['currency'] {
  const parsed = parseCurrency(code)
  if (parsed === undefined) throw new Error(`${code} must be a known currency`)
  return parsed
}
