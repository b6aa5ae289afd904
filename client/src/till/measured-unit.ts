import type { MeasuredUnit } from '@evertill/crdt-model'
import type { ProductRow } from '../local/database.ts'

/** What a product is weighed or measured in, or undefined when it is sold by the piece. */
export function measuredUnitOf({ unit }: Pick<ProductRow, 'unit'>): MeasuredUnit | undefined {
  return unit === 'piece' ? undefined : unit
}
