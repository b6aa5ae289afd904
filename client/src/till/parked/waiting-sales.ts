import { isWaiting, type OpenSale, type ParkingId, type PersonId, type TillId } from '@evertill/crdt-model'
import type { DraftRow, ParkingRow } from '../../local/database.ts'

/** A sale that waits: on this till, or for all tills of the store. */
export interface WaitingSale {
  readonly key: string
  readonly sale: OpenSale
  readonly label: string
  /** Milliseconds since 1970: when it was parked. */
  readonly at: number
  /** Under which all tills of the store know it; null where it waits on this till alone. */
  readonly parking: ParkingId | null
  /** Its draft, where it waits here. */
  readonly draft: DraftRow | null
  /** Who parked it and where, as far as that is known. */
  readonly who: PersonId | null
  readonly till: TillId | null
}

/**
 * What waits here and at the other tills of the store, the oldest first.
 * @param current the sale on screen: it was parked or recalled a moment ago and its rows may not have followed yet
 */
export function waitingSales(
  drafts: readonly DraftRow[],
  parkings: readonly ParkingRow[],
  { current, isTraining }: { readonly current: string; readonly isTraining: boolean },
): WaitingSale[] {
  const byParking = new Map(parkings.map(row => [row.parking, row]))
  const here = drafts
    .filter(draft => draft.parked && (draft.training === true) === isTraining && draft.id !== current)
    .map(draft => {
      const row = draft.parking && byParking.get(draft.parking)
      return waitingOf(draft.id, {
        ...{ sale: draft.sale, label: draft.label, at: draft.updatedAt, draft },
        ...{ parking: draft.parking ?? null, who: row?.who ?? null, till: row?.till ?? null },
      })
    })
  const known = new Set(drafts.map(draft => draft.id))
  const elsewhere = parkings
    .filter(row => !isTraining && isWaiting(row) && !known.has(row.sale.id) && row.sale.id !== current)
    .map(({ parking, sale, label, at, who, till }) =>
      waitingOf(parking, { sale, label, at, parking, who, till, draft: null }),
    )
  return [...here, ...elsewhere].sort((a, b) => a.at - b.at)
}

function waitingOf(key: string, rest: Omit<WaitingSale, 'key'>): WaitingSale {
  return { key, ...rest }
}
