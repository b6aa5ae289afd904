import type { ProductId } from '@evertill/crdt-model'
import X from 'lucide-solid/icons/x'
import { For, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { useOffice } from '../office-context.tsx'
import type { LabelOfProduct } from './create-faces.ts'
import { type LabelItem, MOST_COPIES } from './label-list.ts'

/** The products whose labels are printed, each with the number of its labels. */
export function LabelRows(props: {
  readonly items: readonly LabelItem[]
  /** Of the product, once its label was laid out. */
  readonly labelOf: (product: ProductId) => LabelOfProduct | undefined
  readonly onCopies: (product: ProductId, copies: number) => void
}): JSX.Element {
  return (
    <ul class="office-rows labels-rows" aria-label={t('labels.listTitle')}>
      {/* By the product: typing a number must not take the field away from under the fingers. */}
      <For each={props.items.map(({ product }) => product)}>
        {product => (
          <LabelRow
            product={product}
            copies={props.items.find(item => item.product === product)?.copies ?? 0}
            label={props.labelOf(product)}
            onCopies={copies => props.onCopies(product, copies)}
          />
        )}
      </For>
    </ul>
  )
}

function LabelRow(props: {
  readonly product: ProductId
  readonly copies: number
  readonly label: LabelOfProduct | undefined
  readonly onCopies: (copies: number) => void
}): JSX.Element {
  const office = useOffice()
  const name = () => office.products().row(props.product)?.name || t('labels.unnamed')
  const lacks = () => (props.label?.lacks ?? []).map(lack => t(`labels.${lack}`)).join(' · ')
  return (
    <li class="office-row" data-label-row={props.product}>
      <div class="office-row__main">
        <span class="office-row__text">
          <span class="labels-rows__name">{name()}</span>
          <Show when={lacks()}>{words => <span class="labels-rows__lack">{words()}</span>}</Show>
        </span>
      </div>
      <div class="office-row__actions">
        <input
          type="number"
          class="ui-input labels-rows__copies tabular"
          aria-label={t('labels.copies', { name: name() })}
          min={1}
          max={MOST_COPIES}
          value={props.copies}
          onChange={event => {
            const typed = Math.round(event.currentTarget.valueAsNumber)
            // An emptied field is no number: what was there stays.
            if (typed >= 1) props.onCopies(typed)
            event.currentTarget.value = String(props.copies)
          }}
        />
        <Button iconOnly variant="quiet" icon={X} onClick={() => props.onCopies(0)}>
          {t('labels.remove', { name: name() })}
        </Button>
      </div>
    </li>
  )
}
