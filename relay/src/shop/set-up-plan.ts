import {
  type CatalogId,
  type CurrencyCode,
  type OrganisationId,
  type PersonId,
  parseCurrency,
  parseId,
  type ReplicaId,
  role,
  type StoreId,
  type TaxClassId,
  TILL_ROLES,
  type TillId,
  type UserId,
} from '@evertill/crdt-model'
import * as v from 'valibot'

/**
 * Everything a set-up will write, decided beforehand: ids, hashes, times. It is stored before the first document is
 * touched, so that a set-up that was cut off is finished as it was begun, and doing it twice changes nothing.
 */
export type SetUpPlan = v.InferOutput<typeof setUpPlan>
export type PlannedStore = SetUpPlan['stores'][number]
export type PlannedUser = SetUpPlan['users'][number]

const currency = v.pipe(
  v.string(),
  v.rawTransform<string, CurrencyCode>(({ dataset, addIssue, NEVER }) => {
    const parsed = parseCurrency(dataset.value)
    if (parsed !== undefined) return parsed
    addIssue({ message: 'not a currency' })
    return NEVER
  }),
)

const organisationId = v.custom<OrganisationId>(isIdText)
const userId = v.custom<UserId>(isIdText)
const storeId = v.custom<StoreId>(isIdText)
const catalogId = v.custom<CatalogId>(isIdText)
const tillId = v.custom<TillId>(isIdText)
const taxClassId = v.custom<TaxClassId>(isIdText)
const personId = v.custom<PersonId>(isIdText)
const replicaId = v.custom<ReplicaId>(isIdText)

const plannedStore = v.object({
  id: storeId,
  name: v.string(),
  catalog: v.object({ id: catalogId, name: v.string() }),
  currency,
  timeZone: v.string(),
  taxRounding: v.picklist(['per-line', 'per-unit', 'per-document']),
  address: v.array(v.string()),
  receiptFooter: v.string(),
  taxClasses: v.array(
    v.object({
      id: taxClassId,
      name: v.string(),
      rates: v.array(v.object({ name: v.string(), rateMillionths: v.number(), included: v.boolean() })),
    }),
  ),
  tills: v.array(v.object({ id: tillId, name: v.string() })),
  cashiers: v.array(
    v.object({
      id: personId,
      name: v.string(),
      pin: v.object({ salt: v.string(), iterations: v.number(), hash: v.string() }),
      role: v.optional(v.picklist(TILL_ROLES), 'cashier'),
    }),
  ),
  /** Which of the demo shop's product lists it sells, or null for a catalog that starts empty. */
  goods: v.nullable(v.picklist(['gifts', 'liquor'])),
})

export const setUpPlan = v.object({
  kind: v.picklist(['own', 'demo']),
  organisation: v.object({ id: organisationId, name: v.string() }),
  /** Who writes the first entries of the documents. */
  replica: replicaId,
  /** Whole seconds since 1970. */
  at: v.number(),
  /** The first is the owner who set the shop up. */
  users: v.pipe(
    v.array(v.object({ id: userId, email: v.string(), name: v.string(), role, passwordHash: v.string() })),
    v.minLength(1),
  ),
  stores: v.array(plannedStore),
})

function isIdText(value: unknown): boolean {
  return typeof value === 'string' && parseId(value) !== undefined
}
