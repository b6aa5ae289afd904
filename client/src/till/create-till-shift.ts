import { type Accessor, createSignal } from 'solid-js'
import type { LocalDatabase } from '../local/database.ts'
import { createLiveQuery } from '../local/live-query.ts'
import { readOpenShift } from '../local/shift-rows.ts'

/** Where the sheet of the shift begins. */
export type ShiftSheetStart = 'state' | 'open' | 'drawer'

/** The drawer's shift as the selling screen sees it. */
export interface TillShiftState {
  /** Undefined until it is known. */
  readonly isOpen: Accessor<boolean | undefined>
  /** Null while the sheet is not there. */
  readonly sheet: Accessor<ShiftSheetStart | null>
  readonly setSheet: (start: ShiftSheetStart | null) => void
}

export function createTillShift(database: LocalDatabase): TillShiftState {
  const opening = createLiveQuery(() => readOpenShift(database))
  const [sheet, setSheet] = createSignal<ShiftSheetStart | null>(null)
  return {
    isOpen: () => {
      const row = opening()
      return row === undefined ? undefined : row !== null
    },
    sheet,
    setSheet,
  }
}
