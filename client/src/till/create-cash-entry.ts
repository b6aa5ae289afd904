import { type Accessor, createSignal } from 'solid-js'
import { formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { enteredValue, pressKey } from './digits.ts'
import type { PayEntry } from './pay-entry.ts'
import type { Till } from './till-context.tsx'

/** Cash by the keypad: what was handed over, and the button that takes it. */
export function createCashEntry(
  till: Till,
  due: Accessor<number>,
): {
  readonly entry: PayEntry
  readonly digits: Accessor<string>
  readonly take: (amount: number) => void
} {
  const [digits, setDigits] = createSignal('')
  const inWords = (minor: number) => formatMoney(minor, till.currency())
  const take = (amount: number) => {
    setDigits('')
    void till.sales.take({ kind: 'cash', amount })
  }
  return {
    digits,
    take,
    entry: {
      label: () => t('till.pay.entered'),
      shown: () => inWords(enteredValue(digits())),
      press: key => setDigits(now => pressKey(now, key)),
      clear: () => setDigits(''),
      action: () =>
        enteredValue(digits()) === 0
          ? t('till.pay.takeNothing')
          : t('till.pay.take', { amount: inWords(enteredValue(digits())) }),
      unavailable: () => (due() > 0 && enteredValue(digits()) === 0 ? t('till.pay.takeNothing') : false),
      confirm: () => take(enteredValue(digits())),
    },
  }
}
