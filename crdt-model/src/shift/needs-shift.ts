import type { Tender } from '../sale/tender.ts'

/** Whether tenders bring cash into the drawer or take it out: where a shift is required, this asks for one. SPEC Z6. */
export function needsShift(tenders: readonly Tender[]): boolean {
  return tenders.some(({ kind }) => kind === 'cash' || kind === 'foreign-cash')
}
