import type { TillPerson } from '@evertill/crdt-model'
import type { PersonRow } from './database.ts'

/** What somebody may do at the till. Rows that were written before there were rights are cashiers'. */
export function tillPersonOf(row: PersonRow): TillPerson {
  return {
    role: row.role ?? 'cashier',
    extraRights: row.extraRights ?? [],
    withheldRights: row.withheldRights ?? [],
  }
}
