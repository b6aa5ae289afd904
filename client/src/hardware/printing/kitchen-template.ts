import { formatDate, formatMeasure } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { KitchenLine, KitchenTicket } from '../../local/kitchen-ticket.ts'
import type { ReceiptBlock } from './receipt-block.ts'

/** A kitchen ticket as blocks: for whom, what to make and how often, large; no prices. */
export function kitchenBlocks(
  { number, label, at, till, operator, lines }: KitchenTicket,
  { again, timeZone }: { readonly again: boolean; readonly timeZone: string },
): ReceiptBlock[] {
  const mark: ReceiptBlock = {
    ...{ kind: 'text', text: `*** ${t('hardware.kitchen.again')} ***`, align: 'center', bold: true },
  }
  return [
    ...(again ? [mark] : []),
    { kind: 'text', text: label === '' ? number : label, align: 'center', bold: true, large: true },
    ...(label === '' ? [] : [{ kind: 'text', text: number, align: 'center' } as const]),
    { kind: 'row', left: till, right: formatDate(at, 'time', timeZone) },
    { kind: 'text', text: operator },
    { kind: 'rule' },
    ...lines.flatMap(lineBlocks),
  ]
}

function lineBlocks({ name, quantity, unit, note }: KitchenLine): ReceiptBlock[] {
  const many = formatMeasure(quantity, unit)
  const words = unit === undefined ? `${many} × ${name}` : `${many} ${name}`
  return [
    { kind: 'text', text: words, bold: true, large: true },
    ...(note === undefined ? [] : [{ kind: 'text', text: `> ${note}`, indent: 2, bold: true } as const]),
  ]
}
