import { type PoleLines, poleCentred, poleLine } from '@evertill/crdt-model/devices'
import type { DisplayState } from '../../display/display-message.ts'
import { formatMeasure, formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'

/** What stands in the two lines of a pole display: the last item and the total, what is paid, or the change. SPEC Y9. */
export function poleText(state: DisplayState): PoleLines {
  switch (state.kind) {
    case 'idle':
      return [poleCentred(state.store), poleCentred(t('display.welcome'))]
    case 'done': {
      const money = (minor: number) => formatMoney(minor, state.currency)
      const paid = poleLine(t('display.paid'), money(state.total))
      return state.change > 0
        ? [paid, poleLine(t('display.change'), money(state.change))]
        : [paid, poleCentred(t('display.thanks'))]
    }
    // The link to a receipt is nothing for two lines.
    case 'receipt':
      return [poleCentred(state.store), poleCentred(t('display.thanks'))]
    case 'sale':
      return saleText(state)
  }
}

function saleText(state: Extract<DisplayState, { readonly kind: 'sale' }>): PoleLines {
  const { lines, lit, total, payment, currency } = state
  const money = (minor: number) => formatMoney(minor, currency)
  const totalLine = poleLine(t('display.total'), money(total))
  if (payment !== null) {
    const due = poleLine(t('display.due'), money(payment.due))
    return [payment.given > 0 ? poleLine(t('display.given'), money(payment.given)) : totalLine, due]
  }
  const line = lines.find(({ id }) => id === lit?.line) ?? lines.at(-1)
  if (line === undefined) return [poleCentred(''), totalLine]
  const isOne = line.quantity === 1000 && line.unit === undefined
  const name = isOne ? line.name : `${formatMeasure(line.quantity, line.unit)} ${line.name}`
  return [poleLine(name, money(line.amount)), totalLine]
}
