import type { Tender } from '@evertill/crdt-model'
import Undo2 from 'lucide-solid/icons/undo-2'
import { For, type JSX, Show } from 'solid-js'
import { formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Money } from '../ui/money.tsx'
import { useTill } from './till-context.tsx'

export interface TenderListProps {
  readonly tenders: readonly Tender[]
  /** Minor units: what the sale costs in all. */
  readonly total: number
  readonly disabled: boolean
}

/** What was handed over so far; each can be given back. */
export function TenderList(props: TenderListProps): JSX.Element {
  const till = useTill()
  return (
    <Show when={props.tenders.length > 0}>
      <section aria-label={t('till.pay.received')}>
        <h2 class="till-pay__label">{t('till.pay.received')}</h2>
        <ul class="till-tenders">
          <li class="till-tenders__total">
            <span>{t('till.cart.total')}</span>
            <Money minor={props.total} currency={till.currency()} />
          </li>
          <For each={props.tenders}>
            {(tender, index) => (
              <li>
                <span>{t(`till.tender.${tender.kind}`)}</span>
                <Button
                  size="till"
                  variant="quiet"
                  icon={Undo2}
                  busy={props.disabled}
                  onClick={() => till.sales.giveBack(index())}
                >
                  {t('till.pay.removeTender', { amount: formatMoney(tender.amount, till.currency()) })}
                </Button>
                <Money minor={tender.amount} currency={till.currency()} />
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
}
