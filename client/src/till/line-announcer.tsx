import { createMemo, type JSX } from 'solid-js'
import { formatMeasure, formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { useTill } from './till-context.tsx'

/** Says the line that was just rung up to people who do not see it light up. */
export function LineAnnouncer(): JSX.Element {
  const till = useTill()
  const words = createMemo(() => {
    const lit = till.sales.lit()
    const line = till.sales.sale().lines.find(each => each.id === lit?.line)
    const amount = till.sales.totals().lines.find(each => each.id === lit?.line)?.amount
    if (line === undefined || amount === undefined) return ''
    return t('till.cart.added', {
      name: line.name,
      quantity: formatMeasure(line.quantity, line.unit),
      amount: formatMoney(amount, till.currency()),
    })
  })
  return (
    <p class="visually-hidden" role="status" aria-live="polite">
      {words()}
    </p>
  )
}
