import type { DocumentFinding, SettledFinding } from '@evertill/crdt-model'
import type { ShopQueryable } from '../storage/shop-database.ts'

/** How many of them are told. */
const MOST_TOLD = 50

/**
 * SQL of a finding's id: a hash of what tells it from all others and of how much it is true of. What is found again
 * unchanged has the same id, and stays settled.
 */
export function findingId(...parts: readonly string[]): string {
  return `encode(sha256(convert_to(concat_ws(chr(10), ${parts.join(', ')}), 'UTF8')), 'hex')`
}

/** SQL: whether the finding of this organisation and id is open. */
export function isOpen(organisation: string, id: string): string {
  return `not exists (select 1 from settled_findings settled
    where settled.organisation = ${organisation} and settled.id = ${id})`
}

/** Writes down that a person looked into a finding. Settled twice it stays as it was settled first. */
export async function settleFinding(
  database: ShopQueryable,
  finding: DocumentFinding,
  by: { readonly id: string; readonly name: string; readonly reason: string; readonly at: number },
): Promise<void> {
  await database.query(
    `insert into settled_findings (organisation, id, finding, reason, settled_by, settled_name, settled_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [database.organisation, finding.id, JSON.stringify(finding), by.reason, by.id, by.name, new Date(by.at)],
  )
}

/** What was settled, the latest first. */
export async function listSettled(database: ShopQueryable): Promise<SettledFinding[]> {
  const rows = await database.query<{
    finding: DocumentFinding
    reason: string
    by: string
    at: Date
  }>(
    `select finding, reason, settled_name as by, settled_at as at from settled_findings
     where organisation = $1 order by settled_at desc, id limit ${MOST_TOLD}`,
    [database.organisation],
  )
  return rows.map(({ at, ...row }) => ({ ...row, at: at.getTime() }))
}
