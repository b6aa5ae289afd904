import { type Accessor, createSignal } from 'solid-js'
import type { KeypadKey } from '../../ui/keypad.tsx'
import { enteredValue, pressKey } from '../digits.ts'

/** An amount that is proposed until somebody types another. */
export interface TypedAmount {
  readonly value: Accessor<number>
  readonly press: (key: KeypadKey) => void
  readonly clear: () => void
}

/** @param typed what was typed before, or 0 */
export function createTypedAmount(proposed: Accessor<number>, typed = 0): TypedAmount {
  const [digits, setDigits] = createSignal(typed === 0 ? '' : String(typed))
  return {
    value: () => (digits() === '' ? proposed() : enteredValue(digits())),
    press: key => setDigits(now => pressKey(now, key)),
    clear: () => setDigits(''),
  }
}
