import type { DocumentFinding, SettledFinding } from '@evertill/crdt-model'
import type { Queryable } from '../storage/database.ts'

/** How many of them are told. */
const MOST_TOLD = 50

/**
 * SQL of a finding's id: a hash of what tells it from all others and of how much it is true of. What is found again
 * unchanged has the same id, and stays settled.
 */
export function findingId(...parts: readonly string[]): string {
  return `encode(sha256(convert_to(concat_ws(chr(10), ${parts.join(', ')}), 'UTF8')), 'hex')`
}

/** SQL: whether the finding of this id is open. */
export function isOpen(id: string): string {
  return `not exists (select 1 from settled_findings settled where settled.id = ${id})`
}

/** Writes down that a person looked into a finding. Settled twice it stays as it was settled first. */
export async function settleFinding(
  database: Queryable,
  finding: DocumentFinding,
  by: { readonly id: string; readonly name: string; readonly reason: string; readonly at: number },
): Promise<void> {
  await database.query(
    `insert into settled_findings (id, finding, reason, settled_by, settled_name, settled_at)
     values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing`,
    [finding.id, JSON.stringify(finding), by.reason, by.id, by.name, new Date(by.at)],
  )
}

/** What was settled, the latest first. */
export async function listSettled(database: Queryable): Promise<SettledFinding[]> {
  const rows = await database.query<{
    finding: DocumentFinding
    reason: string
    by: string
    at: Date
  }>(
    `select finding, reason, settled_name as by, settled_at as at from settled_findings
     order by settled_at desc, id limit ${MOST_TOLD}`,
  )
  return rows.map(({ at, ...row }) => ({ ...row, at: at.getTime() }))
}
