import type { CashMoveEvent } from '../journal/events/shift.ts'
import type {
  AgeCheckEvent,
  LineVoidEvent,
  NoSaleEvent,
  PriceOverrideEvent,
  ReprintEvent,
  SaleCancelEvent,
} from '../journal/events/till-acts.ts'
import type { TillRight } from './till-rights.ts'

/** What is done at a till and journaled by itself, moving neither money nor goods. */
export type TillAct =
  | NoSaleEvent
  | PriceOverrideEvent
  | LineVoidEvent
  | SaleCancelEvent
  | ReprintEvent
  | AgeCheckEvent

/** The right that an act asks for; null where it is everybody's, or judged by a limit (D5). SPEC O1. */
export function rightOfAct(act: TillAct): TillRight | null {
  switch (act.kind) {
    case 'no-sale':
      return 'open-drawer'
    case 'line-void':
      return 'void-line'
    case 'sale-cancel':
      return 'cancel-sale'
    case 'reprint':
      return 'reprint-receipt'
    case 'price-override':
    case 'age-check':
      return null
  }
}

/** The right that moving cash asks for. SPEC O1. */
export function rightOfCashMove(kind: CashMoveEvent['kind']): TillRight {
  return kind === 'drop' ? 'drop-cash' : 'move-cash'
}
