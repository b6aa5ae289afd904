import { type PayingSale, roundingOf } from '@evertill/crdt-model'
import Undo2 from 'lucide-solid/icons/undo-2'
import { For, type JSX, Show } from 'solid-js'
import { formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { tenderDetails, tenderWords } from '../receipt/tender-words.ts'
import { Button } from '../ui/button.tsx'
import { Money } from '../ui/money.tsx'
import { useTill } from './till-context.tsx'

export interface TenderListProps {
  readonly sale: PayingSale
  readonly disabled: boolean
}

/** What was handed over so far; each can be given back until the sale is done. */
export function TenderList(props: TenderListProps): JSX.Element {
  const till = useTill()
  const fact = (name: string, minor: number) => (
    <li class="till-tenders__total">
      <span>{name}</span>
      <Money minor={minor} currency={till.currency()} />
    </li>
  )
  return (
    <Show when={props.sale.tenders.length > 0}>
      <section aria-label={t('till.pay.received')}>
        <h2 class="till-pay__label">{t('till.pay.received')}</h2>
        <ul class="till-tenders">
          {fact(t('till.cart.total'), props.sale.totals.total)}
          <Show when={props.sale.tip}>{tip => fact(t('till.receipt.tip'), tip())}</Show>
          <Show when={roundingOf(props.sale)}>
            {rounding => fact(t('till.receipt.rounding'), rounding())}
          </Show>
          <For each={props.sale.tenders}>
            {(tender, index) => (
              <li>
                <span class="till-tenders__words">
                  {tenderWords(tender)}
                  <For each={tenderDetails(tender, till.currency())}>{detail => <small>{detail}</small>}</For>
                </span>
                <Show when={tender.kind !== 'exchange'}>
                  <Button
                    size="till"
                    variant="quiet"
                    icon={Undo2}
                    busy={props.disabled}
                    onClick={() => till.sales.giveBack(index())}
                  >
                    {t('till.pay.removeTender', { amount: formatMoney(tender.amount, till.currency()) })}
                  </Button>
                </Show>
                <Money minor={tender.amount} currency={till.currency()} />
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
}
