import { formatDate, formatMeasure } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { KitchenLine, KitchenTicket } from '../../local/kitchen-ticket.ts'
import type { ReceiptBlock } from './receipt-block.ts'

/** A kitchen ticket as blocks: what to make and how often, large; no prices. */
export function kitchenBlocks(
  ticket: KitchenTicket,
  { again, timeZone }: { readonly again: boolean; readonly timeZone: string },
): ReceiptBlock[] {
  const wanted = ticket.lines.filter(({ quantity }) => quantity > 0)
  const gone = ticket.lines.filter(({ quantity }) => quantity < 0)
  return [
    ...(again
      ? [
          {
            kind: 'text',
            text: `*** ${t('hardware.kitchen.again')} ***`,
            align: 'center',
            bold: true,
          } as const,
        ]
      : []),
    { kind: 'text', text: ticket.reference, align: 'center', bold: true, large: true },
    { kind: 'row', left: ticket.till, right: formatDate(ticket.at, 'time', timeZone) },
    {
      kind: 'row',
      left: ticket.operator,
      right: ticket.number ?? t('hardware.kitchen.notPaid'),
    },
    { kind: 'rule' },
    ...wanted.flatMap(line => lineBlocks(line)),
    ...(gone.length > 0
      ? [
          { kind: 'space' } as const,
          { kind: 'text', text: t('hardware.kitchen.gone'), bold: true, large: true } as const,
          ...gone.flatMap(line => lineBlocks(line)),
        ]
      : []),
  ]
}

function lineBlocks({ name, quantity, unit, note }: KitchenLine): ReceiptBlock[] {
  const many = formatMeasure(Math.abs(quantity), unit)
  const words = unit === undefined ? `${many} × ${name}` : `${many} ${name}`
  return [
    { kind: 'text', text: quantity < 0 ? `- ${words}` : words, bold: true, large: true },
    ...(note === undefined ? [] : [{ kind: 'text', text: `> ${note}`, indent: 2, bold: true } as const]),
  ]
}
