import type { OrganisationId, SetupRequest } from '@evertill/crdt-model'
import * as v from 'valibot'
import type { Queryable } from '../storage/database.ts'
import type { ShopDatabase } from '../storage/shop-database.ts'
import type { SyncHub } from '../sync/sync-hub.ts'
import { planDemoShop } from './demo/plan-demo-shop.ts'
import { planOwnShop } from './plan-own-shop.ts'
import { type PlannedUser, type SetUpPlan, setUpPlan } from './set-up-plan.ts'
import { writeDocuments } from './write-documents.ts'

interface Sources {
  readonly database: ShopDatabase
  readonly hub: Pick<SyncHub, 'change'>
  readonly now: () => number
  /** Where the goods of a demo shop are. */
  readonly demoDirectory: string
  /** How often a PIN is hashed: as tills do it when absent. */
  readonly pinRounds?: number | undefined
}

/** How far the shop is set up. */
export interface SetUpState {
  readonly organisation: OrganisationId
  readonly kind: 'own' | 'demo'
}

/** The shop that is set up, or undefined. */
export async function readSetUpState(database: Queryable): Promise<SetUpState | undefined> {
  const [row] = await database.query<SetUpState>('select id as organisation, kind from organisations')
  return row
}

export type SetUpOutcome =
  | {
      readonly kind: 'set-up'
      readonly owner: PlannedUser
      readonly organisation: SetUpPlan['organisation']
    }
  | { readonly kind: 'already-set-up' }

/**
 * Sets the shop up, once. First the plan is stored, then the documents are written, then one transaction makes the
 * accounts and removes the plan: only from then on the shop counts as set up. Cut off anywhere, `finishSetUp` or
 * the next call carries the stored plan out.
 * @throws `Problem` bad-request for fields that only this place can judge.
 */
export async function setUpShop(sources: Sources, request: SetupRequest): Promise<SetUpOutcome> {
  const { database, now, pinRounds } = sources
  if (await readSetUpState(database)) return { kind: 'already-set-up' }
  if (await finishSetUp(sources)) return { kind: 'already-set-up' }
  const { organisation } = database
  const plan =
    request.kind === 'demo'
      ? await planDemoShop(organisation, now(), pinRounds)
      : await planOwnShop(organisation, request, now(), pinRounds)
  const stored = await database.query(
    'insert into setup_attempts (plan) values ($1::jsonb) on conflict do nothing returning only_row',
    [JSON.stringify(plan)],
  )
  if (stored.length === 0) {
    // Somebody else was a moment earlier: theirs is the shop.
    await finishSetUp(sources)
    return { kind: 'already-set-up' }
  }
  await carryOut(sources, plan)
  const [owner] = plan.users
  if (!owner) throw new Error('a plan must have an owner')
  return { kind: 'set-up', owner, organisation: plan.organisation }
}

/** Carries out a set-up that was begun and not finished. @returns whether there was one. */
export async function finishSetUp(sources: Sources): Promise<boolean> {
  const [row] = await sources.database.query<{ plan: unknown }>('select plan from setup_attempts')
  if (!row) return false
  await carryOut(sources, v.parse(setUpPlan, row.plan))
  return true
}

async function carryOut({ database, hub, demoDirectory }: Sources, plan: SetUpPlan): Promise<void> {
  await writeDocuments(hub, plan, demoDirectory)
  await database.transaction(async tx => {
    const { id, name } = plan.organisation
    await tx.query('insert into organisations (id, name, kind) values ($1, $2, $3) on conflict do nothing', [
      id,
      name,
      plan.kind,
    ])
    for (const user of plan.users) {
      await tx.query(
        `insert into users (id, organisation, email, name, role, password_hash) values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing`,
        [user.id, id, user.email, user.name, user.role, user.passwordHash],
      )
    }
    await tx.query('delete from setup_attempts')
  })
}
