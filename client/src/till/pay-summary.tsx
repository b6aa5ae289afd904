import type { PayingSale } from '@evertill/crdt-model'
import { createMemo, For, type JSX } from 'solid-js'
import { formatQuantity } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Money } from '../ui/money.tsx'

/** What is being paid for, small, so that a question at the counter needs no way back. */
export function PaySummary(props: { readonly sale: PayingSale }): JSX.Element {
  const amounts = createMemo(() => new Map(props.sale.totals.lines.map(line => [line.id, line.amount])))
  return (
    <section class="till-summary" aria-label={t('till.cart.title')}>
      <h2 class="till-pay__label">{t('till.cart.title')}</h2>
      <ul>
        <For each={props.sale.lines}>
          {line => (
            <li>
              <span class="till-summary__quantity tabular">{formatQuantity(line.quantity)}</span>
              <span class="till-summary__name">{line.name}</span>
              <Money minor={amounts().get(line.id) ?? 0} currency={props.sale.currency} />
            </li>
          )}
        </For>
      </ul>
    </section>
  )
}
