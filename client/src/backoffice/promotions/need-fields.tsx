import type { CatalogId, CurrencyCode, Need } from '@evertill/crdt-model'
import Plus from 'lucide-solid/icons/plus'
import Trash from 'lucide-solid/icons/trash'
import { Index, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { MoneyField, QuantityField } from './number-fields.tsx'
import { SelectorFields } from './selector-fields.tsx'
import { withField } from './sets.ts'

/** What a sale must hold so that the promotion is given. */
export function NeedFields(props: {
  readonly needs: readonly Need[]
  readonly catalog: CatalogId
  readonly currency: CurrencyCode
  readonly onNeeds: (needs: readonly Need[]) => void
}): JSX.Element {
  const change = (index: number, changed: Need) =>
    props.onNeeds(props.needs.map((need, at) => (at === index ? changed : need)))
  return (
    <div class="offer-stack">
      <Show when={props.needs.length > 0}>
        <p class="office-muted">{t('promotions.need.hint')}</p>
      </Show>
      <Index each={props.needs}>
        {(need, index) => (
          <fieldset class="offer-group">
            <legend>{t('promotions.need.title', { number: index + 1 })}</legend>
            <div class="offer-pair">
              <QuantityField
                label={t('promotions.need.quantity')}
                value={need().quantity}
                onValue={quantity => change(index, { ...need(), quantity })}
                onNone={() => change(index, withField(need(), 'quantity', undefined))}
              />
              <MoneyField
                label={t('promotions.need.amount')}
                currency={props.currency}
                value={need().amount}
                onValue={amount => change(index, { ...need(), amount })}
                onNone={() => change(index, withField(need(), 'amount', undefined))}
              />
            </div>
            <SelectorFields
              on={need().on}
              catalog={props.catalog}
              currency={props.currency}
              onOn={on => change(index, { ...need(), on })}
            />
            <Button icon={Trash} onClick={() => props.onNeeds(props.needs.filter((_, at) => at !== index))}>
              {t('promotions.need.remove', { number: index + 1 })}
            </Button>
          </fieldset>
        )}
      </Index>
      <Show when={props.needs.length < 12}>
        <Button
          class="offer-add"
          icon={Plus}
          onClick={() => props.onNeeds([...props.needs, { on: {}, quantity: 1000 }])}
        >
          {t('promotions.need.add')}
        </Button>
      </Show>
    </div>
  )
}
