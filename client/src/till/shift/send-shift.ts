import type { CurrencyCode } from '@evertill/crdt-model'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { ShiftResult, TillShiftRefusal } from '../../replica/protocol.ts'

/** How a step of a shift went, for the screen that asked for it. */
export type ShiftOutcome =
  | { readonly kind: 'done' }
  /** What was counted is off: told by how much to whoever may know it. */
  | {
      readonly kind: 'unexplained'
      readonly differences: Extract<TillShiftRefusal, { readonly code: 'unexplained' }>['differences']
    }
  | { readonly kind: 'problem'; readonly words: string }

/** What an answer of the worker means, in words where it was not done. */
export function outcomeOf(result: ShiftResult, currency: CurrencyCode): ShiftOutcome {
  switch (result.kind) {
    case 'recorded':
      return { kind: 'done' }
    case 'refused':
      return result.refusal.code === 'unexplained'
        ? { kind: 'unexplained', differences: result.refusal.differences }
        : { kind: 'problem', words: refusalWords(result.refusal, currency) }
    case 'not-allowed':
      return { kind: 'problem', words: t('shift.failure.notAllowed') }
    case 'storage-failed':
      return { kind: 'problem', words: t('shift.failure.storage') }
    // The screen of the other tab has the till; the gate above shows so.
    case 'taken-over':
      return { kind: 'problem', words: t('shift.failure.answer') }
  }
}

/** What it means that no answer came. */
export function noAnswer(): ShiftOutcome {
  return { kind: 'problem', words: t('shift.failure.answer') }
}

function refusalWords(refusal: TillShiftRefusal, currency: CurrencyCode): string {
  if (refusal.code === 'not-in-drawer' && refusal.left !== null)
    return t('shift.refusal.notInDrawerLeft', { left: formatMoney(refusal.left, currency) })
  return t(`shift.refusal.${refusal.code}`)
}
