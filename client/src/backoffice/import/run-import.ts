import { type CatalogId, departmentFields } from '@evertill/crdt-model'
import type { Replica } from '../../replica/create-replica.ts'
import type { ImportPlan } from './plan-import.ts'

export type ImportOutcome =
  | {
      readonly kind: 'done'
      readonly created: number
      readonly updated: number
      readonly same: number
      readonly leftOut: number
    }
  /** What was stored stays: running the import again finds it and goes on behind it. */
  | { readonly kind: 'stopped'; readonly done: number; readonly total: number; readonly reason: string }

/** Records written in one go: enough that a transaction is worth it, few enough that the progress moves. */
const CHUNK = 500

/**
 * Carries a plan out: departments first, so that no product names one that is not there, then products.
 * @param firstPlace the place of the first new department among the others.
 */
export async function runImport(
  replica: Pick<Replica, 'send'>,
  catalog: CatalogId,
  plan: ImportPlan,
  firstPlace: number,
  onProgress: (done: number) => void,
): Promise<ImportOutcome> {
  const document = `catalog/${catalog}`
  const writes = plan.rows.flatMap(row =>
    row.kind === 'new' || row.kind === 'update' ? [{ record: row.product, fields: row.fields }] : [],
  )
  let done = 0
  try {
    if (plan.newDepartments.length > 0) {
      const departments = plan.newDepartments.map(({ id, name }, index) => {
        const place = firstPlace + index
        const hue = Math.round((place * 137.5) % 360)
        return { record: id, fields: departmentFields({ name, hue, order: place, archived: false }) }
      })
      await replica.send<'writeRecords'>({
        type: 'writeRecords',
        document,
        log: 'departments',
        writes: departments,
      })
    }
    while (done < writes.length) {
      const chunk = writes.slice(done, done + CHUNK)
      await replica.send<'writeRecords'>({ type: 'writeRecords', document, log: 'products', writes: chunk })
      done += chunk.length
      onProgress(done)
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { kind: 'stopped', done, total: writes.length, reason }
  }
  const { counts } = plan
  return {
    kind: 'done',
    created: counts.new,
    updated: counts.update,
    same: counts.same,
    leftOut: counts['left-out'],
  }
}
