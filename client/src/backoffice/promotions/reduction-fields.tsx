import type { CurrencyCode, Reduction } from '@evertill/crdt-model'
import { type JSX, Match, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { MoneyField, PercentField } from './number-fields.tsx'

const KINDS = ['percent', 'amount', 'price'] as const satisfies readonly Reduction['kind'][]

/** What stands when another kind of reduction is chosen. */
const FIRST: { readonly [Kind in Reduction['kind']]: Reduction } = {
  percent: { kind: 'percent', millionths: 100_000 },
  amount: { kind: 'amount', amount: 100 },
  price: { kind: 'price', price: 100 },
}

/** Something taken off: of which kind, and how much. */
export function ReductionFields(props: {
  readonly off: Reduction
  readonly currency: CurrencyCode
  /** There is no one price that could stand instead. */
  readonly withoutPrice?: boolean
  readonly onOff: (off: Reduction) => void
}): JSX.Element {
  const kinds = () => KINDS.filter(kind => kind !== 'price' || props.withoutPrice !== true)
  return (
    <div class="offer-pair">
      <ChoiceField
        label={t('promotions.off.kind')}
        options={kinds().map(value => ({ value, label: t(`promotions.off.${value}`) }))}
        value={props.off.kind}
        onValue={kind => props.onOff(FIRST[kind])}
      />
      <Switch>
        <Match when={props.off.kind === 'percent' && props.off}>
          {off => (
            <PercentField
              label={t('promotions.off.percentValue')}
              value={off().millionths}
              onValue={millionths => props.onOff({ kind: 'percent', millionths })}
            />
          )}
        </Match>
        <Match when={props.off.kind === 'amount' && props.off}>
          {off => (
            <MoneyField
              label={t('promotions.off.amountValue')}
              currency={props.currency}
              value={off().amount}
              onValue={amount => props.onOff({ kind: 'amount', amount })}
            />
          )}
        </Match>
        <Match when={props.off.kind === 'price' && props.off}>
          {off => (
            <MoneyField
              label={t('promotions.off.priceValue')}
              currency={props.currency}
              value={off().price}
              onValue={price => props.onOff({ kind: 'price', price })}
              zero
            />
          )}
        </Match>
      </Switch>
    </div>
  )
}
